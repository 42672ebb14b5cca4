using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Evidence;

namespace Monitor.Core.Posts;

/// <summary>A post of a channel. Its content is in its versions; <see cref="Number"/> is what people cite.</summary>
[Index(nameof(ChannelId), nameof(NativeId), IsUnique = true)]
[Index(nameof(ChannelId), nameof(PublishedAt))]
[Index(nameof(PublishedAt))]
[Index(nameof(NextCheckAt))]
[Index(nameof(Url))]
[Evidence("post")]
public sealed class Post
{
    public long Id { get; set; }

    public long ChannelId { get; set; }

    public Channel? Channel { get; set; }

    /// <summary>The channel's own id of the post.</summary>
    [MaxLength(512)] public string NativeId { get; set; } = "";

    [MaxLength(4096)] public string? Url { get; set; }

    /// <summary>When the channel says that it published, as first read; first seen where it does not say. What it said later is in the versions.</summary>
    public DateTimeOffset PublishedAt { get; set; }

    /// <summary>How exactly it says so; unknown where <see cref="PublishedAt"/> is only the time of reading.</summary>
    public DatePrecision PublishedPrecision { get; set; }

    public DateTimeOffset FirstSeenAt { get; set; }

    /// <summary>When it was last seen at its source.</summary>
    [NotEvidence] public DateTimeOffset? LastSeenAt { get; set; }

    /// <summary>When its source is asked next whether it is still there; null where all looks are done.</summary>
    [NotEvidence] public DateTimeOffset? NextCheckAt { get; set; }

    /// <summary>Since when its source no longer shows it; null while it does. See <see cref="PostPresence"/>.</summary>
    public DateTimeOffset? TakenDownAt { get; set; }

    /// <summary>Raised by every change that the index must learn; see <see cref="IndexedRevision"/>.</summary>
    [NotEvidence] public int Revision { get; set; }

    /// <summary>The revision that the index holds.</summary>
    [NotEvidence] public int IndexedRevision { get; set; }

    public ICollection<PostVersion> Versions { get; } = [];

    public ICollection<PostMedia> Media { get; } = [];

    /// <summary>The archive number, such as M-000123.</summary>
    public string Number => NumberOf(Id);

    public static string NumberOf(long id) => "M-" + id.ToString("000000", CultureInfo.InvariantCulture);

    /// <summary>Reads M-000123, m-123 or 123; null where it is none.</summary>
    public static long? ParseNumber(string text)
    {
        var digits = text.StartsWith("M-", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return digits.Length is > 0 and <= 12 && digits.All(char.IsAsciiDigit) ? long.Parse(digits, CultureInfo.InvariantCulture) : null;
    }
}
