namespace Monitor.Core.Pipelines;

/// <summary>The work of one stage on one subject. It may run twice; the second run changes nothing.</summary>
public interface IStage
{
    StageKind Kind { get; }

    Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken);
}
