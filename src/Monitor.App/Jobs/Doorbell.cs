using Hangfire;
using Hangfire.States;
using Monitor.Core.Pipelines;

namespace Monitor.App.Jobs;

/// <summary>Rings by enqueuing the row's id. Hangfire carries the work; the rows are the truth.</summary>
public sealed class Doorbell(IServiceProvider services) : IDoorbell, IDisposable
{
    private readonly SemaphoreSlim nudged = new(0);

    public void Ring(string queue, long stageRunId) =>
        services.GetRequiredService<IBackgroundJobClient>().Create<StageJob>(job => job.RunAsync(stageRunId, CancellationToken.None), new EnqueuedState(queue));

    /// <summary>Says that rows may have become due: the reconciler looks at once.</summary>
    public void Nudge()
    {
        if (nudged.CurrentCount == 0) nudged.Release();
    }

    /// <summary>Waits for a nudge, at most this long.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancellationToken) => nudged.WaitAsync(most, cancellationToken);

    public void Dispose() => nudged.Dispose();
}
