using Hangfire;
using Monitor.Core.Pipelines;

namespace Monitor.App.Jobs;

/// <summary>The one kind of job there is: runs a row. No retries here; back-off lives in the row.</summary>
[AutomaticRetry(Attempts = 0)]
public sealed class StageJob(RunStage runStage, Doorbell bell)
{
    public async Task RunAsync(long stageRunId, CancellationToken cancellationToken)
    {
        try
        {
            await runStage.RunAsync(stageRunId, cancellationToken);
        }
        finally
        {
            bell.Nudge();
        }
    }
}
