using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Media;

/// <summary>A place that bytes come from, whatever its token of the day; fetched once.</summary>
[Index(nameof(Identity), IsUnique = true)]
[Evidence("media-source")]
public sealed class MediaSource
{
    public long Id { get; set; }

    /// <summary>See <see cref="MediaUrl.Identity"/>.</summary>
    [MaxLength(64)] public string Identity { get; set; } = "";

    /// <summary>The URL as last seen, token included.</summary>
    [NotEvidence, MaxLength(4096)] public string Url { get; set; } = "";

    private const string ImportScheme = "import:";

    /// <summary>The address of bytes that a person brought: they come from no server.</summary>
    public static string ImportedUrl(ContentHash hash) => ImportScheme + hash.Hex;

    public bool IsImported => Url.StartsWith(ImportScheme, StringComparison.Ordinal);

    public MediaKind Kind { get; set; }

    /// <summary>Channel that showed it first; its lane and circuit carry the download.</summary>
    public long ChannelId { get; set; }

    public long? MediaItemId { get; set; }

    public MediaItem? Item { get; set; }
}
