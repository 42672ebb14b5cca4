using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Pipelines;

/// <summary>A person asks for another try: a row that failed or waits becomes due at once, with its attempts counted anew.</summary>
public sealed class RetryStages(WriteGate gate, TimeProvider clock)
{
    /// <summary>The row of that id, or all failed rows where null. Returns how many became due.</summary>
    public Task<int> RunAsync(long? stageRunId, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        var rows = stageRunId is { } id
            ? await db.StageRuns.Where(row => row.Id == id && (row.State == StageState.Failed || row.State == StageState.Pending)).ToListAsync(cancellationToken)
            : await db.StageRuns.Where(row => row.State == StageState.Failed).ToListAsync(cancellationToken);
        foreach (var row in rows) StageRuns.MakeDue(row, clock.GetUtcNow());
        return rows.Count;
    }, cancellationToken);
}
