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
            var (stale, latest) = (now - RingAgainAfter, RunStage.LatestLease(now));
            // What was rung or leased by a clock that has gone back since is due as well.
            var waiting = db.StageRuns.Where(row => row.State == StageState.Pending && row.DueAt <= now && (row.RungAt == null || row.RungAt < stale || row.RungAt > now));
            var orphaned = db.StageRuns.Where(row => row.State == StageState.Running && (row.LeaseUntil < now || row.LeaseUntil > latest) && (row.RungAt == null || row.RungAt < stale || row.RungAt > now));
            var busy = await db.StageRuns.Where(row => row.Lane != null
                && ((row.State == StageState.Running && row.LeaseUntil >= now && row.LeaseUntil <= latest) || (row.State == StageState.Pending && row.DueAt <= now && row.RungAt >= stale && row.RungAt <= now)))
                .Select(row => row.Lane!).Distinct().ToListAsync(cancellationToken);
            var due = await waiting.Concat(orphaned).Where(row => row.Lane == null || !busy.Contains(row.Lane)).OrderBy(row => row.DueAt).ThenBy(row => row.Id).Take(MostAtOnce).ToListAsync(cancellationToken);
            var chosen = due.Where(row => row.Lane is null).Concat(due.Where(row => row.Lane is not null).DistinctBy(row => row.Lane)).ToList();
            foreach (var row in chosen) row.RungAt = now;
            return chosen.Select(row => (Queue: StageFacts.Queue(row), row.Id)).ToList();
        }, cancellationToken);
        foreach (var (queue, id) in rung) bell.Ring(queue, id);
        return rung.Count;
    }

    /// <summary>At the start of the only owner nothing runs and no bell is on its way: stamps and leases are cleared. What a new version does with old media is planned.</summary>
    public async Task ClearAtStartAsync(CancellationToken cancellationToken)
    {
        await gate.WriteAsync(async db =>
        {
            await db.StageRuns.Where(row => row.State == StageState.Running).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.State, StageState.Pending).SetProperty(row => row.LeaseToken, (Guid?)null).SetProperty(row => row.Detail, (string?)null)
                .SetProperty(row => row.LeaseUntil, (DateTimeOffset?)null), cancellationToken);
            // What was stopped with the process goes on at once.
            await db.StageRuns.Where(row => row.State == StageState.Pending && row.Reason == OutcomeReason.DecoderStopped).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, clock.GetUtcNow()), cancellationToken);
            await db.StageRuns.Where(row => row.RungAt != null).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.RungAt, (DateTimeOffset?)null), cancellationToken);
        }, cancellationToken);
        await RaisedStages.PlanAsync(gate, clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>True where a row is due or running, or a poll or look waits for its moment among others.</summary>
    public static Task<bool> AnyDueAsync(MonitorDbContext db, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.StageRuns.AnyAsync(row => row.State == StageState.Running || (row.State == StageState.Pending && (row.DueAt <= now || ((row.Stage == StageKind.Poll || row.Stage == StageKind.WatchTakedowns) && row.Attempt == 0 && row.Reason == null))), cancellationToken);
}
