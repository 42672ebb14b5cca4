using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media;

namespace Monitor.Core.Pipelines;

/// <summary>Plans for the old archive what a new version of the program does with media: stages whose version was raised, and stages that are new. One piece of work
/// falls due every two seconds, so that what is published today is not kept waiting.</summary>
internal static class RaisedStages
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    public static async Task<int> PlanAsync(WriteGate gate, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var planned = 0;
        foreach (var stage in new[] { StageKind.Keyframes, StageKind.FingerprintSound })
        {
            for (var batch = BatchSize; batch == BatchSize; planned += batch)
                batch = await gate.WriteAsync(async db =>
                {
                    var ids = await Missing(db, stage).OrderBy(id => id).Take(BatchSize).ToListAsync(cancellationToken);
                    for (var at = 0; at < ids.Count; at++)
                        db.StageRuns.Add(new StageRun { SubjectKind = SubjectKind.MediaItem, SubjectId = ids[at], Stage = stage, StageVersion = StageFacts.Version(stage), State = StageState.Pending, DueAt = now + ((planned + at) * Between) });
                    return ids.Count;
                }, cancellationToken);
        }

        return planned;
    }

    /// <summary>Media that an older version of the stage has seen, or for the sound those that were probed and have some.</summary>
    private static IQueryable<long> Missing(MonitorDbContext db, StageKind stage)
    {
        var version = StageFacts.Version(stage);
        var rows = db.StageRuns.Where(row => row.SubjectKind == SubjectKind.MediaItem);
        var done = rows.Where(row => row.State == StageState.Done && (stage == StageKind.FingerprintSound ? row.Stage == StageKind.Probe : row.Stage == stage && row.StageVersion < version));
        var known = rows.Where(row => row.Stage == stage && row.StageVersion == version);
        var items = db.MediaItems.Where(item => stage != StageKind.FingerprintSound || (item.AudioCodec != null && item.Shape != MediaShape.Picture));
        return items.Where(item => done.Any(row => row.SubjectId == item.Id) && !known.Any(row => row.SubjectId == item.Id)).Select(item => item.Id);
    }
}
