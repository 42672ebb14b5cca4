using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Media;

namespace Monitor.Core.Posts;

/// <summary>Coverage gaps of attachments: which cause each has, and what it is called.</summary>
public static class MediaGaps
{
    public static Task OpenAsync(CoverageGaps gaps, Post post, PostMedia media, MediaGap gap, CancellationToken cancellationToken) =>
        gaps.OpenAsync(CauseOf(gap), SubjectOf(post, media), post.PublishedAt, null, post.Id, cancellationToken);

    public static Task CloseAsync(CoverageGaps gaps, Post post, PostMedia media, MediaGap gap, DateTimeOffset at, CancellationToken cancellationToken) =>
        gaps.CloseAsync(CauseOf(gap), SubjectOf(post, media), at, cancellationToken);

    /// <summary>Marks the attachments of a source that could not be had, each with its gap.</summary>
    public static async Task OpenForSourceAsync(MonitorDbContext db, long sourceId, MediaGap gap, CancellationToken cancellationToken)
    {
        await OpenForRenewalsAsync(db, sourceId, gap, cancellationToken);
        foreach (var media in await db.PostMedia.Where(row => row.MediaSourceId == sourceId).ToListAsync(cancellationToken))
        {
            media.Gap = gap;
            var post = await db.Posts.FirstAsync(row => row.Id == media.PostId, cancellationToken);
            await OpenAsync(new CoverageGaps(db, post.ChannelId), post, media, gap, cancellationToken);
        }
    }

    /// <summary>A renewed address that brought nothing: whether the medium is still the same, nobody knows.</summary>
    private static async Task OpenForRenewalsAsync(MonitorDbContext db, long sourceId, MediaGap gap, CancellationToken cancellationToken)
    {
        foreach (var renewal in await db.MediaRenewals.Where(row => row.MediaSourceId == sourceId && row.State == RenewalState.Waiting).ToListAsync(cancellationToken))
        {
            var post = await db.Posts.FirstAsync(row => row.Id == renewal.PostId, cancellationToken);
            await new CoverageGaps(db, post.ChannelId).OpenAsync(CauseOf(gap), $"{post.NativeId}/{renewal.Identity}", post.PublishedAt, null, post.Id, cancellationToken);
        }
    }

    private static string SubjectOf(Post post, PostMedia media) => $"{post.NativeId}/{media.Identity}";

    private static GapCause CauseOf(MediaGap gap) => gap switch
    {
        MediaGap.MediaTooBig => GapCause.MediaTooBig,
        MediaGap.PageOnlyVideo => GapCause.PageOnlyVideo,
        MediaGap.Gone => GapCause.MediaGone,
        MediaGap.NotFetched => GapCause.MediaNotFetched,
        MediaGap.RefusedToProxy => GapCause.MediaRefusedToProxy,
        _ => GapCause.MediaNotInPreview,
    };
}
