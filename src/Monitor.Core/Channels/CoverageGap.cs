using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.Channels;

/// <summary>Something that a channel published or may have published and that is not in the archive, with its cause.</summary>
[Index(nameof(ChannelId), nameof(Cause), nameof(Subject), IsUnique = true)]
public sealed class CoverageGap
{
    public long Id { get; set; }

    public long ChannelId { get; set; }

    public GapCause Cause { get; set; }

    /// <summary>What is missing: a native post id, a media identity, or a range of ids.</summary>
    [MaxLength(256)] public string Subject { get; set; } = "";

    public long? PostId { get; set; }

    public DateTimeOffset FromAt { get; set; }

    public DateTimeOffset? ToAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }
}

public enum GapCause { MediaTooBig, MediaNotInPreview, PageOnlyVideo, MediaGone, OversizedPost, PreviewUnavailable, PagesNotReached, ItemUnreadable }
