namespace Monitor.Core.Pipelines;

/// <summary>Wakes a worker for a row. The row is the truth: a bell that is lost is rung again.</summary>
public interface IDoorbell
{
    void Ring(string queue, long stageRunId);
}
