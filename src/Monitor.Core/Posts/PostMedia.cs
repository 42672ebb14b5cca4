using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;
using Monitor.Core.Media;

namespace Monitor.Core.Posts;

/// <summary>An attachment of a post, at its place.</summary>
[Index(nameof(PostId), nameof(Identity), IsUnique = true)]
[Index(nameof(MediaSourceId))]
[Evidence("post-media")]
public sealed class PostMedia
{
    public long Id { get; set; }

    public long PostId { get; set; }

    /// <summary>Identity of the URL, or the place in the post where there is none.</summary>
    [MaxLength(64)] public string Identity { get; set; } = "";

    /// <summary>Place in the post, from 0.</summary>
    public int Position { get; set; }

    /// <summary>False where a later version of the post no longer carries it.</summary>
    public bool IsCurrent { get; set; }

    public MediaKind Kind { get; set; }

    public long? MediaSourceId { get; set; }

    public MediaSource? Source { get; set; }

    /// <summary>Duration as the channel says, in milliseconds.</summary>
    public long? ClaimedDurationMs { get; set; }

    public MediaGap? Gap { get; set; }
}
