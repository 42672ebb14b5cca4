using Monitor.Core.Channels;
using Monitor.Core.Pipelines;

namespace Monitor.App.Jobs;

/// <summary>Looks every second, and whenever a job has ended, for polls and rows that are due, and rings for them.</summary>
public sealed partial class Reconciler(ScheduleDuePolls schedule, ScheduleTakedownWatch watch, ResumeStages resume, Doorbell bell, ILogger<Reconciler> log) : BackgroundService
{
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(40);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await schedule.RunAsync(force: false, name: null, stoppingToken);
                await watch.RunAsync(stoppingToken);
                await resume.RunAsync(stoppingToken);
                await bell.WaitAsync(TimeSpan.FromSeconds(1), stoppingToken);
                // Jobs that end together are looked at together.
                await Task.Delay(Together, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                // A full disk or a locked database passes; the next look is the retry.
                LogFault(fault);
                await Task.Delay(TimeSpan.FromSeconds(5), CancellationToken.None);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The reconciler met a fault; it looks again in five seconds")]
    private partial void LogFault(Exception fault);
}
