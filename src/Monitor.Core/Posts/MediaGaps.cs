using Monitor.Core.Channels;
using Monitor.Core.Media;

namespace Monitor.Core.Posts;

/// <summary>Coverage gaps of attachments: which cause each has, and what it is called.</summary>
public static class MediaGaps
{
    public static Task OpenAsync(CoverageGaps gaps, Post post, PostMedia media, MediaGap gap, CancellationToken cancellationToken) =>
        gaps.OpenAsync(CauseOf(gap), SubjectOf(post, media), post.PublishedAt, null, post.Id, cancellationToken);

    public static Task CloseAsync(CoverageGaps gaps, Post post, PostMedia media, MediaGap gap, DateTimeOffset at, CancellationToken cancellationToken) =>
        gaps.CloseAsync(CauseOf(gap), SubjectOf(post, media), at, cancellationToken);

    private static string SubjectOf(Post post, PostMedia media) => $"{post.NativeId}/{media.Identity}";

    private static GapCause CauseOf(MediaGap gap) => gap switch
    {
        MediaGap.MediaTooBig => GapCause.MediaTooBig,
        MediaGap.PageOnlyVideo => GapCause.PageOnlyVideo,
        MediaGap.Gone => GapCause.MediaGone,
        _ => GapCause.MediaNotInPreview,
    };
}
