using Monitor.Core.Channels.Alarms;

namespace Monitor.App.Jobs;

/// <summary>Looks every ten minutes whether channels began or ended to need a look, and tells it where that is wanted.</summary>
public sealed partial class KeepAlarms(TellAlarms tell, TimeProvider clock, ILogger<KeepAlarms> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await tell.RunAsync(stoppingToken) is > 0 and var told) LogTold(told);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                LogNotTold(fault.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Alarms of {Told} channels were told")]
    private partial void LogTold(int told);

    [LoggerMessage(LogLevel.Warning, "Alarms could not be told ({Fault}); they are told with the next look")]
    private partial void LogNotTold(string fault);
}
