using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Monitor.Core.Evidence;

namespace Monitor.Core.Posts;

/// <summary>That a person brought a file or a link, and what they said of it: the first link in the custody of what no channel was read for. Never changed.</summary>
[Evidence("import", IsFixed = true)]
public sealed class ManualImport : IEvidenceRow
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The account that did it, or "owner" for the command.</summary>
    [MaxLength(64)] public string ActorId { get; set; } = "";

    /// <summary>Name of the file as it was given, without its folder; null for a link.</summary>
    [MaxLength(256)] public string? FileName { get; set; }

    /// <summary>Where it was published, as the person says or as the link is.</summary>
    [MaxLength(4096)] public string? SourceUrl { get; set; }

    /// <summary>When it was published, as the person says.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>From whom or where the person has it.</summary>
    [MaxLength(1024)] public string? ObtainedFrom { get; set; }

    /// <summary>SHA-256 of the bytes; null for a link, whose exchange has it.</summary>
    [MaxLength(64)] public string? ContentHash { get; set; }

    /// <summary>Length of the bytes.</summary>
    public long Length { get; set; }

    [MaxLength(64)] public string SoftwareVersion { get; set; } = "";

    public string EvidenceFacts() => string.Join('\n', At.UtcTicks.ToString(CultureInfo.InvariantCulture), ActorId, FileName, SourceUrl,
        PublishedAt?.UtcTicks.ToString(CultureInfo.InvariantCulture), ObtainedFrom, ContentHash, Length.ToString(CultureInfo.InvariantCulture), SoftwareVersion);

    /// <summary>What rows that an import brought add to their facts; nothing for all others, so that older entries stay true.</summary>
    internal static string FactsOf(long? importId) => importId is { } id ? "\nimport " + id.ToString(CultureInfo.InvariantCulture) : "";
}
