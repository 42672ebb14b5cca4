using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Posts;

/// <summary>The content of a post as read at one time. Never changed; an edit is a new version.</summary>
[Index(nameof(PostId), nameof(Ordinal), IsUnique = true)]
[Index(nameof(PostId), nameof(Fingerprint))]
[Index(nameof(ExchangeId))]
[Evidence("post-version", IsFixed = true)]
public sealed class PostVersion : IEvidenceRow
{
    public long Id { get; set; }

    public long PostId { get; set; }

    /// <summary>From 1, in the order of reading.</summary>
    public int Ordinal { get; set; }

    /// <summary>SHA-256 over what makes a version; see <see cref="PostFingerprint"/>.</summary>
    [MaxLength(64)] public string Fingerprint { get; set; } = "";

    public string? Title { get; set; }

    public string Text { get; set; } = "";

    /// <summary>The text with its links and quotes, sanitised.</summary>
    public string Html { get; set; } = "";

    public bool Edited { get; set; }

    [MaxLength(2048)] public string? ForwardedFrom { get; set; }

    [MaxLength(2048)] public string? ReplyTo { get; set; }

    /// <summary>Identities of the attachments in order, space-separated.</summary>
    public string MediaIdentities { get; set; } = "";

    /// <summary>When the channel says that it published, as this reading has it; null where it does not say, and for versions of before this was kept.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    public DatePrecision PublishedPrecision { get; set; }

    /// <summary>The way of reading: raised where the same bytes are read otherwise. A version that follows one of another way may differ for that alone.</summary>
    public const int CurrentParser = 2;

    /// <summary>0 for versions of before this was kept.</summary>
    public int Parser { get; set; }

    /// <summary>When the channel says that it changed the post.</summary>
    public DateTimeOffset? SourceUpdatedAt { get; set; }

    public DateTimeOffset ReadAt { get; set; }

    /// <summary>The exchange whose body holds the source of this version.</summary>
    public long ExchangeId { get; set; }

    /// <summary>The import that brought it, where a person did; <see cref="ExchangeId"/> is 0 then unless a link was fetched.</summary>
    public long? ImportId { get; set; }

    public string EvidenceFacts() => string.Join('\n', PostId.ToString(CultureInfo.InvariantCulture), Ordinal.ToString(CultureInfo.InvariantCulture),
        Fingerprint, Title, Text, Html, Edited ? "edited" : "", ForwardedFrom, ReplyTo, MediaIdentities,
        SourceUpdatedAt?.UtcTicks.ToString(CultureInfo.InvariantCulture), ReadAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
        ExchangeId.ToString(CultureInfo.InvariantCulture)) + ManualImport.FactsOf(ImportId);
}
