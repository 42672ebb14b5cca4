using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Posts;

namespace Monitor.Core.Pipelines;

/// <summary>Plans work: adds the row of a piece of work once, or makes it due again.</summary>
public static class StageRuns
{
    /// <summary>Adds the row where there is none; Skipped(NotInPipeline) where <paramref name="stages"/> does not name the stage.</summary>
    public static async Task PlanAsync(MonitorDbContext db, SubjectKind kind, long id, StageKind stage, string? lane, string? stages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await FindAsync(db, kind, id, stage, cancellationToken);
        var wanted = stages is null || stages.Split(',').Contains(stage.ToString());
        if (row is { State: StageState.Skipped, Reason: OutcomeReason.NotInPipeline } && wanted) MakeDue(row, now);
        if (row is not null) return;
        db.StageRuns.Add(new StageRun
        {
            SubjectKind = kind,
            SubjectId = id,
            Stage = stage,
            StageVersion = StageFacts.Version(stage),
            Lane = lane,
            DueAt = now,
            State = wanted ? StageState.Pending : StageState.Skipped,
            Reason = wanted ? null : OutcomeReason.NotInPipeline,
            EndedAt = wanted ? null : now,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Makes a recurring row due at once, unless it is running: what runs sees the change when it ends.</summary>
    public static async Task PlanAgainAsync(MonitorDbContext db, SubjectKind kind, long id, StageKind stage, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await FindAsync(db, kind, id, stage, cancellationToken);
        if (row is null) await PlanAsync(db, kind, id, stage, null, null, now, cancellationToken);
        else if (row.State is not (StageState.Running or StageState.Pending)) MakeDue(row, now);
        else if (row.State == StageState.Pending && row.DueAt > now) MakeDue(row, now);
    }

    /// <summary>Says that a post changed: the index learns of it, also when it is being written just now.</summary>
    public static async Task IndexAgainAsync(MonitorDbContext db, Post post, DateTimeOffset now, CancellationToken cancellationToken)
    {
        post.Revision++;
        await PlanAgainAsync(db, SubjectKind.Post, post.Id, StageKind.Index, now, cancellationToken);
    }

    /// <summary>A person asks for another try of a row that ended badly.</summary>
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

    private static async Task<StageRun?> FindAsync(MonitorDbContext db, SubjectKind kind, long id, StageKind stage, CancellationToken cancellationToken)
    {
        var version = StageFacts.Version(stage);
        return db.StageRuns.Local.FirstOrDefault(row => row.SubjectKind == kind && row.SubjectId == id && row.Stage == stage && row.StageVersion == version)
            ?? await db.StageRuns.FirstOrDefaultAsync(row => row.SubjectKind == kind && row.SubjectId == id && row.Stage == stage && row.StageVersion == version, cancellationToken);
    }
}
