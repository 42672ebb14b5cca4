using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Posts;

namespace Monitor.Core.Pipelines;

/// <summary>Plans work: adds the row of a piece of work once, or makes it due again. The rows are written with the caller's transaction.</summary>
public static class StageRuns
{
    private const int BatchSize = 500;

    /// <summary>Adds the row where there is none; Skipped(NotInPipeline) where <paramref name="stages"/> does not name the stage.</summary>
    public static Task PlanAsync(MonitorDbContext db, SubjectKind kind, long id, StageKind stage, string? lane, string? stages, DateTimeOffset now, CancellationToken cancellationToken) =>
        PlanAsync(db, kind, [id], stage, lane, stages, now, cancellationToken);

    /// <summary>As above, for many subjects with one look at the database.</summary>
    public static async Task PlanAsync(MonitorDbContext db, SubjectKind kind, IReadOnlyCollection<long> ids, StageKind stage, string? lane, string? stages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wanted = stages is null || stages.Split(',').Contains(stage.ToString());
        var known = await FindAsync(db, kind, ids, stage, cancellationToken);
        foreach (var id in ids.Distinct())
        {
            if (!known.TryGetValue(id, out var row)) Add(db, kind, id, stage, lane, wanted, now);
            else if (row is { State: StageState.Skipped, Reason: OutcomeReason.NotInPipeline } && wanted) MakeDue(row, now);
        }
    }

    /// <summary>Makes recurring rows due at once, unless they are running: what runs sees the change when it ends.</summary>
    /// <param name="lane">The lane of a subject's row.</param>
    /// <param name="delay">How much later than now a subject's row is due; at once where null.</param>
    public static async Task PlanAgainAsync(MonitorDbContext db, SubjectKind kind, IReadOnlyCollection<long> ids, StageKind stage, Func<long, string?> lane, DateTimeOffset now, CancellationToken cancellationToken, Func<long, TimeSpan>? delay = null)
    {
        var known = await FindAsync(db, kind, ids, stage, cancellationToken);
        foreach (var id in ids.Distinct())
        {
            var due = now + (delay?.Invoke(id) ?? TimeSpan.Zero);
            if (!known.TryGetValue(id, out var row)) Add(db, kind, id, stage, lane(id), isWanted: true, due);
            else if (row.State != StageState.Running)
            {
                row.Lane = lane(id);
                if (row.State != StageState.Pending || row.DueAt > due) MakeDue(row, due);
            }
        }
    }

    /// <summary>Says that posts changed: the index learns of it, also when one is being written just now.</summary>
    public static async Task IndexAgainAsync(MonitorDbContext db, IReadOnlyCollection<Post> posts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var post in posts) post.Revision++;
        await PlanAgainAsync(db, SubjectKind.Post, [.. posts.Select(post => post.Id)], StageKind.Index, _ => null, now, cancellationToken);
    }

    /// <summary>A row that ended, or waits, is tried at once.</summary>
    public static void MakeDue(StageRun row, DateTimeOffset now)
    {
        row.State = StageState.Pending;
        row.Attempt = 0;
        row.DueAt = now;
        row.RungAt = null;
        row.LeaseToken = null;
        row.LeaseUntil = null;
        row.EndedAt = null;
        row.Reason = null;
        row.Detail = null;
    }

    private static void Add(MonitorDbContext db, SubjectKind kind, long id, StageKind stage, string? lane, bool isWanted, DateTimeOffset now) => db.StageRuns.Add(new StageRun
    {
        SubjectKind = kind,
        SubjectId = id,
        Stage = stage,
        StageVersion = StageFacts.Version(stage),
        Lane = lane,
        DueAt = now,
        State = isWanted ? StageState.Pending : StageState.Skipped,
        Reason = isWanted ? null : OutcomeReason.NotInPipeline,
        EndedAt = isWanted ? null : now,
    });

    private static async Task<Dictionary<long, StageRun>> FindAsync(MonitorDbContext db, SubjectKind kind, IReadOnlyCollection<long> ids, StageKind stage, CancellationToken cancellationToken)
    {
        var version = StageFacts.Version(stage);
        foreach (var some in ids.Chunk(BatchSize))
            await db.StageRuns.Where(row => row.SubjectKind == kind && some.Contains(row.SubjectId) && row.Stage == stage && row.StageVersion == version).LoadAsync(cancellationToken);
        var wanted = ids.ToHashSet();
        return db.StageRuns.Local.Where(row => row.SubjectKind == kind && row.Stage == stage && row.StageVersion == version && wanted.Contains(row.SubjectId)).ToDictionary(row => row.SubjectId);
    }
}
