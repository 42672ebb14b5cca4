namespace Monitor.Core.Pipelines;

/// <summary>Thrown after a failed row was committed, so that the job list and the rows agree.</summary>
public sealed class StageFailedException(long stageRunId, OutcomeReason reason)
    : Exception($"Stage run {stageRunId} failed: {reason}.")
{
    public OutcomeReason Reason { get; } = reason;
}
