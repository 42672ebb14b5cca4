using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Channels;

/// <summary>Something that a channel published or may have published and that is not in the archive, with its cause.</summary>
[Index(nameof(ChannelId), nameof(Cause), nameof(Subject), IsUnique = true)]
[Index(nameof(ChannelId), nameof(ClosedAt))]
[Evidence("gap")]
public sealed class CoverageGap
{
    public long Id { get; set; }

    public long ChannelId { get; set; }

    public GapCause Cause { get; set; }

    /// <summary>What is missing: a native post id, a media identity, a range of ids, or the instant at which a period began.</summary>
    [MaxLength(256)] public string Subject { get; set; } = "";

    public long? PostId { get; set; }

    /// <summary>Begin of the period; the first instant of 1970 where it has none.</summary>
    public DateTimeOffset FromAt { get; set; }

    /// <summary>End of the period; null while it lasts, and where the gap is one item.</summary>
    public DateTimeOffset? ToAt { get; set; }

    /// <summary>The page with which a later run goes on.</summary>
    [NotEvidence, MaxLength(2048)] public string? ResumeUrl { get; set; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Why it was closed, where that is not because it was filled.</summary>
    public GapClosing? ClosedFor { get; set; }
}

/// <summary>Why a gap was closed although nothing filled it: a fault of the program had opened it.</summary>
public enum GapClosing { OpenedByFault }

/// <summary>Why something is missing.</summary>
public enum GapCause
{
    // An attachment.
    MediaTooBig, MediaNotInPreview, PageOnlyVideo, MediaGone, MediaNotFetched, MediaRefusedToProxy,
    // A post.
    OversizedPost, ItemUnreadable, UnseenIds,
    // A period: polls failed; the program did not run; a person paused the channel; the preview was off; a feed moved on before it was read again;
    // pages that a later run goes on with; what lies before the watch and nobody asked for.
    PollsFailed, NotWatched, Paused, PreviewUnavailable, WindowMissed, PagesNotReached, NotBackfilled,
}
