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
            // First the scores, since they ask no engine: the queue goes on while that is down. What one of them meets never keeps the others.
            await TryAsync(() => score.CatchUpAsync(stoppingToken), stoppingToken);
            await TryAsync(async () =>
            {
                if (await restore.RunAsync(null, stoppingToken) is { } written) LogRestored(written);
            }, stoppingToken);
            await TryAsync(() => outbox.RunAsync(stoppingToken), stoppingToken);
        }
    }

    private async Task TryAsync(Func<Task> look, CancellationToken stoppingToken)
    {
        try
        {
            await look();
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

    [LoggerMessage(LogLevel.Warning, "The index was not whole; {Written} records were written anew")]
    private partial void LogRestored(long written);

    [LoggerMessage(LogLevel.Warning, "{Fault} Posts wait")]
    private partial void LogUnavailable(string fault);

    [LoggerMessage(LogLevel.Error, "The look at the index met a fault")]
    private partial void LogFault(Exception fault);
}
