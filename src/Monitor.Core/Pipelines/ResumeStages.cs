using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Pipelines;

/// <summary>The reconciler: finds due rows that were not rung lately, stamps them, and rings for them.</summary>
public sealed class ResumeStages(WriteGate gate, IDoorbell bell, TimeProvider clock)
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan RingAgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>Rings for at most 500 rows; of each lane at most one, and none while the lane is busy. Returns how many.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var rung = await gate.WriteAsync(async db =>
        {
            var now = clock.GetUtcNow();
            var stale = now - RingAgainAfter;
            var due = await db.StageRuns
                .Where(row => (row.State == StageState.Pending && row.DueAt <= now) || (row.State == StageState.Running && row.LeaseUntil < now))
                .Where(row => row.RungAt == null || row.RungAt < stale)
                .Where(row => row.Lane == null || !db.StageRuns.Any(other => other.Lane == row.Lane && other.Id != row.Id
                    && ((other.State == StageState.Running && other.LeaseUntil >= now) || (other.State == StageState.Pending && other.RungAt >= stale && other.DueAt <= now))))
                .OrderBy(row => row.DueAt).ThenBy(row => row.Id).Take(MostAtOnce).ToListAsync(cancellationToken);
            var chosen = due.Where(row => row.Lane is null).Concat(due.Where(row => row.Lane is not null).DistinctBy(row => row.Lane)).ToList();
            foreach (var row in chosen) row.RungAt = now;
            return chosen.Select(row => (row.Stage, row.Id)).ToList();
        }, cancellationToken);
        foreach (var (stage, id) in rung) bell.Ring(stage, id);
        return rung.Count;
    }

    /// <summary>At the start of the only owner nothing runs and no bell is on its way: stamps and leases are cleared.</summary>
    public Task ClearAtStartAsync(CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        await db.StageRuns.Where(row => row.State == StageState.Running).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, StageState.Pending).SetProperty(row => row.LeaseToken, (Guid?)null)
            .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null), cancellationToken);
        await db.StageRuns.Where(row => row.RungAt != null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.RungAt, (DateTimeOffset?)null), cancellationToken);
    }, cancellationToken);

    /// <summary>True where a row is due or running.</summary>
    public static Task<bool> AnyDueAsync(MonitorDbContext db, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.StageRuns.AnyAsync(row => row.State == StageState.Running || (row.State == StageState.Pending && row.DueAt <= now), cancellationToken);
}
