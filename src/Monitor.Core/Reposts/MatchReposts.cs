using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Monitor.Core.Database;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Reposts.Matching;

namespace Monitor.Core.Reposts;

/// <summary>Stage: finds the clips of the archive that show the same as this one, and suggests the groups. Of a picture only the hash is
/// put into the index. At most <see cref="MostCompared"/> new candidates are compared, the likeliest first; where there are more, the log says so.</summary>
public sealed partial class MatchReposts(IDbContextFactory<MonitorDbContext> contexts, LoadFrameIndex load, RecordMatches record, ILogger<MatchReposts> log) : IStage
{
    /// <summary>Most candidates that are compared, beside the clips that it was found to match before.</summary>
    public const int MostCompared = 200;

    public StageKind Kind => StageKind.MatchReposts;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var item = await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.SubjectId, cancellationToken);
        if (item is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        var track = (await db.HashTracks.AsNoTracking().FirstOrDefaultAsync(row => row.MediaItemId == item.Id, cancellationToken))?.Unpack();
        if (track is not { Count: > 0 }) return new StageOutcome.Skipped(OutcomeReason.NothingToDo);
        var index = await load.RunAsync(cancellationToken);
        index.Put(item.Id, IndexedFrames.ToKeep(track));
        if (item.Shape != MediaShape.Video) return StageOutcome.Success;
        var compared = await ToCompareAsync(db, index, item.Id, track, cancellationToken);
        await record.RunAsync(item.Id, await CompareAsync(db, item, compared, cancellationToken), cancellationToken);
        return StageOutcome.Success;
    }

    private async Task<IReadOnlyList<long>> ToCompareAsync(MonitorDbContext db, FrameIndex index, long itemId, IReadOnlyList<HashedFrame> track, CancellationToken cancellationToken)
    {
        var candidates = RepostCandidates.Find(index, itemId, track, cancellationToken);
        if (candidates.Count > MostCompared) LogTooMany(itemId, candidates.Count, MostCompared);
        var known = await db.RepostMatches.Where(row => row.OneId == itemId || row.OtherId == itemId).OrderByDescending(row => row.FramesAlike).ThenBy(row => row.Id).Select(row => row.OneId == itemId ? row.OtherId : row.OneId).ToListAsync(cancellationToken);
        return [.. known.Take(MostCompared).Concat(candidates.Take(MostCompared)).Distinct().Order()];
    }

    private static async Task<IReadOnlyList<FoundMatch>> CompareAsync(MonitorDbContext db, MediaItem item, IReadOnlyList<long> others, CancellationToken cancellationToken)
    {
        var found = new List<FoundMatch>();
        if (await ReadAsync(db, item.Id, cancellationToken) is not { } own) return found;
        foreach (var otherId in others)
        {
            if (await ReadAsync(db, otherId, cancellationToken) is not { } other) continue;
            // Always the lower id first: whichever of the two runs, the match is the same.
            var match = item.Id < otherId ? ClipMatcher.Compare(own, other, cancellationToken) : ClipMatcher.Compare(other, own, cancellationToken);
            if (match.IsMatch) found.Add(new FoundMatch(otherId, match));
        }

        return found;
    }

    /// <summary>What is kept of a clip; null for a picture, which is not grouped.</summary>
    private static async Task<ComparedClip?> ReadAsync(MonitorDbContext db, long itemId, CancellationToken cancellationToken)
    {
        var item = await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(row => row.Id == itemId && row.Shape == MediaShape.Video, cancellationToken);
        var track = await db.HashTracks.AsNoTracking().FirstOrDefaultAsync(row => row.MediaItemId == itemId, cancellationToken);
        if (item is null || track is null) return null;
        var sound = await db.SoundTracks.AsNoTracking().FirstOrDefaultAsync(row => row.MediaItemId == itemId, cancellationToken);
        return new ComparedClip(track.Unpack(), sound is null ? [] : SoundPrints.Unpack(sound.Packed), item.DurationMs ?? 0);
    }

    [LoggerMessage(LogLevel.Warning, "Media item {ItemId} has frames like those of {Candidates} clips; the {Most} likeliest were compared")]
    private partial void LogTooMany(long itemId, int candidates, int most);
}

/// <summary>A clip that shows the same, with the comparison of the two, lower id first.</summary>
public sealed record FoundMatch(long OtherId, ClipMatch Match);
