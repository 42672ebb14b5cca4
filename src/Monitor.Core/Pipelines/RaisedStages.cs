using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media;

namespace Monitor.Core.Pipelines;

/// <summary>Plans for the old archive what a new version of the program does with media: stages whose version was raised, and stages that are new. They share
/// a lane, so that one at a time is in work, and what is published today goes beside it; they fall due one every two seconds.</summary>
internal static class RaisedStages
{
    private const int BatchSize = 500;
    private const string Lane = "old archive";
    private static readonly StageKind[] Raised = [StageKind.Probe, StageKind.Keyframes, StageKind.RecognizeText, StageKind.ViewingCopy, StageKind.MatchReposts];
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    public static async Task<int> PlanAsync(WriteGate gate, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What still waits in an older version is done in this one.
        foreach (var stage in Raised)
        {
            var version = StageFacts.Version(stage);
            await gate.WriteAsync(db => db.StageRuns.Where(row => row.Stage == stage && row.StageVersion < version && row.State == StageState.Pending && !db.StageRuns.Any(other => other.SubjectKind == row.SubjectKind && other.SubjectId == row.SubjectId && other.Stage == stage && other.StageVersion == version))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.StageVersion, version), cancellationToken), cancellationToken);
        }

        var planned = 0;
        foreach (var stage in new[] { StageKind.Probe, StageKind.Keyframes, StageKind.FingerprintSound, StageKind.MatchReposts })
        {
            long last = 0;
            for (var batch = BatchSize; batch == BatchSize; planned += batch)
                batch = await gate.WriteAsync(async db =>
                {
                    var ids = await Missing(db, stage).Where(id => id > last).OrderBy(id => id).Take(BatchSize).ToListAsync(cancellationToken);
                    for (var at = 0; at < ids.Count; at++)
                        db.StageRuns.Add(new StageRun { SubjectKind = SubjectKind.MediaItem, SubjectId = ids[at], Stage = stage, StageVersion = StageFacts.Version(stage), Lane = Lane, State = StageState.Pending, DueAt = now + ((planned + at) * Between) });
                    last = ids.LastOrDefault(last);
                    return ids.Count;
                }, cancellationToken);
        }

        return planned;
    }

    /// <summary>Media that an older version of the stage has seen or failed on, or for the sound those that were probed and have some.</summary>
    private static IQueryable<long> Missing(MonitorDbContext db, StageKind stage)
    {
        var version = StageFacts.Version(stage);
        var rows = db.StageRuns.Where(row => row.SubjectKind == SubjectKind.MediaItem);
        var done = rows.Where(row => (row.State == StageState.Done || (row.State == StageState.Failed && row.Stage == stage)) && (stage == StageKind.FingerprintSound ? row.Stage == StageKind.Probe : row.Stage == stage && row.StageVersion < version));
        var known = rows.Where(row => row.Stage == stage && row.StageVersion == version);
        var items = db.MediaItems.Where(item => stage != StageKind.FingerprintSound || (item.AudioCodec != null && item.Shape != MediaShape.Picture));
        return items.Where(item => done.Any(row => row.SubjectId == item.Id) && !known.Any(row => row.SubjectId == item.Id)).Select(item => item.Id);
    }
}
