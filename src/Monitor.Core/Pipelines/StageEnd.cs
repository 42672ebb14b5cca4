using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Pipelines;

/// <summary>Writes how a row ended, what comes next for its subject, and which posts the index must learn about. One transaction.</summary>
internal static class StageEnd
{
    private const string SlowLane = " slow";

    public static async Task ApplyAsync(MonitorDbContext db, StageRun row, StageOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        row.LeaseToken = null;
        row.LeaseUntil = null;
        (row.State, row.Reason, row.Detail) = Describe(outcome);
        if (outcome is StageOutcome.Retry again)
        {
            row.DueAt = now + (again.After ?? PollSchedule.BackOff(row.Attempt));
            row.RungAt = null;
            if (again.Reason == OutcomeReason.GoesOn) row.Attempt = 0;
            // Tries that could not succeed are none.
            if (again.Reason is OutcomeReason.EgressUnavailable or OutcomeReason.NothingReached) row.Attempt--;
            // What failed may hang on a dead host: it waits in a lane apart, so that what is new does not wait for it.
            if (row is { Stage: StageKind.Download, Lane: { } lane } && !lane.EndsWith(SlowLane, StringComparison.Ordinal)) row.Lane = lane + SlowLane;
            return;
        }

        row.EndedAt = now;
        // What could not be fetched in the end is missing, whatever the reason.
        if (row is { Stage: StageKind.Download, State: StageState.Failed, Reason: not OutcomeReason.MediaGone })
            await MediaGaps.OpenForSourceAsync(db, row.SubjectId, row.Reason == OutcomeReason.RefusedToProxy ? MediaGap.RefusedToProxy : MediaGap.NotFetched, cancellationToken);
        await PlanNextAsync(db, row, now, cancellationToken);
    }

    private static async Task PlanNextAsync(MonitorDbContext db, StageRun row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (row.SubjectKind is SubjectKind.Channel) return;
        if (row.SubjectKind is SubjectKind.Post)
        {
            var post = await db.Posts.FirstOrDefaultAsync(known => known.Id == row.SubjectId, cancellationToken);
            if (post is not null && row.State == StageState.Done && post.IndexedRevision < post.Revision) StageRuns.MakeDue(row, now);
            return;
        }

        var itemId = row.SubjectKind == SubjectKind.MediaItem
            ? row.SubjectId
            : (await db.MediaSources.FirstOrDefaultAsync(source => source.Id == row.SubjectId, cancellationToken))?.MediaItemId;
        if (row.State == StageState.Done && itemId is { } id) await PlanItemStagesAsync(db, row.Stage, id, now, cancellationToken);
        if (row.Stage == StageKind.MatchReposts && await HasNewTracksAsync(db, row, now, cancellationToken)) StageRuns.MakeDue(row, now);
        await TouchPostsAsync(db, row, now, cancellationToken);
    }

    private static async Task PlanItemStagesAsync(MonitorDbContext db, StageKind ended, long itemId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (shape, sound) = await db.MediaItems.Where(item => item.Id == itemId).Select(item => new ValueTuple<MediaShape?, string?>(item.Shape, item.AudioCodec)).FirstAsync(cancellationToken);
        StageKind[] heard = sound is null ? [] : [StageKind.FingerprintSound];
        StageKind[] next = ended switch
        {
            StageKind.Download => [StageKind.Probe],
            StageKind.Probe when shape is MediaShape.Video or MediaShape.Picture => [StageKind.Keyframes, StageKind.ViewingCopy, .. heard],
            StageKind.Probe when shape is MediaShape.Audio => [StageKind.ViewingCopy, .. heard],
            StageKind.Keyframes => [StageKind.RecognizeText],
            _ => [],
        };
        // Sound that comes late judges the matches again.
        if (ended is StageKind.Keyframes or StageKind.FingerprintSound && shape is MediaShape.Video or MediaShape.Picture)
            await StageRuns.PlanAgainAsync(db, SubjectKind.MediaItem, [itemId], StageKind.MatchReposts, _ => null, now, cancellationToken);
        if (next.Length == 0) return;
        var wanted = await WantedStagesAsync(db, itemId, cancellationToken);
        foreach (var stage in next)
            await StageRuns.PlanAsync(db, SubjectKind.MediaItem, itemId, stage, null, StageFacts.Optional.Contains(stage) ? wanted : null, now, cancellationToken);
    }

    /// <summary>True where hashes or sound came while the row was running: it may not have seen them. What a clock that has gone back since ended does not count for ever.</summary>
    private static Task<bool> HasNewTracksAsync(MonitorDbContext db, StageRun row, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.StageRuns.AnyAsync(other => other.SubjectKind == SubjectKind.MediaItem && other.SubjectId == row.SubjectId && (other.Stage == StageKind.Keyframes || other.Stage == StageKind.FingerprintSound)
            && other.State == StageState.Done && other.EndedAt > row.StartedAt && other.EndedAt <= now, cancellationToken);

    /// <summary>The stages of every channel that carries the item.</summary>
    private static async Task<string> WantedStagesAsync(MonitorDbContext db, long itemId, CancellationToken cancellationToken)
    {
        var stages = await db.PostMedia.Where(media => media.Source!.MediaItemId == itemId)
            .Join(db.Posts, media => media.PostId, post => post.Id, (_, post) => post.Channel!.Stages).Distinct().ToListAsync(cancellationToken);
        return string.Join(',', stages);
    }

    private static async Task TouchPostsAsync(MonitorDbContext db, StageRun row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var carrying = row.SubjectKind == SubjectKind.MediaSource
            ? db.PostMedia.Where(media => media.MediaSourceId == row.SubjectId)
            : db.PostMedia.Where(media => media.Source!.MediaItemId == row.SubjectId);
        var ids = await carrying.Select(media => media.PostId).Distinct().ToListAsync(cancellationToken);
        await StageRuns.IndexAgainAsync(db, await db.Posts.Where(post => ids.Contains(post.Id)).ToListAsync(cancellationToken), now, cancellationToken);
    }

    private static (StageState State, OutcomeReason? Reason, string? Detail) Describe(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Done => (StageState.Done, null, null),
        StageOutcome.Skipped skipped => (StageState.Skipped, skipped.Reason, null),
        StageOutcome.Retry retry => (StageState.Pending, retry.Reason, Shorten(retry.Detail)),
        StageOutcome.Failed failed => (StageState.Failed, failed.Reason, Shorten(failed.Detail)),
        _ => throw new InvalidOperationException("Unknown outcome."),
    };

    private static string? Shorten(string? text) => text is { Length: > 500 } ? text[..500] : text;
}
