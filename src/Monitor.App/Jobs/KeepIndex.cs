using Monitor.Core.Archive.Indexing;
using Monitor.Core.Reposts;
using Monitor.Core.Triage;

namespace Monitor.App.Jobs;

/// <summary>Looks every half a minute whether the index is whole: builds it anew where it was lost, and writes what waits. Posts that another lexicon scored are scored again.</summary>
public sealed partial class KeepIndex(RestoreIndex restore, WriteOutbox outbox, ScorePosts score, LoadFrameIndex frames, TimeProvider clock, ILogger<KeepIndex> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _ = frames.RunAsync(stoppingToken);
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // First, since it asks no engine: the queue goes on while that is down.
                await score.CatchUpAsync(stoppingToken);
                if (await restore.RunAsync(null, stoppingToken) is { } written) LogRestored(written);
                await outbox.RunAsync(stoppingToken);
            }
            catch (IndexUnavailableException fault)
            {
                LogUnavailable(fault.Message);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                LogFault(fault);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The index was not whole; {Written} records were written anew")]
    private partial void LogRestored(long written);

    [LoggerMessage(LogLevel.Warning, "{Fault} Posts wait")]
    private partial void LogUnavailable(string fault);

    [LoggerMessage(LogLevel.Error, "The look at the index met a fault")]
    private partial void LogFault(Exception fault);
}
