using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;
using Monitor.Core.Keyframes;
using Monitor.Core.Posts;
using Monitor.Core.Recognition;

namespace Monitor.Core.Media;

/// <summary>Bytes of a clip, picture or recording as downloaded, processed once however many posts carry them.
/// Hash, length and exchange are evidence; what was found in them is filled in by later stages.</summary>
[Index(nameof(ContentHash), IsUnique = true)]
[Evidence("media-item")]
public sealed class MediaItem : IEvidenceRow
{
    public long Id { get; set; }

    [MaxLength(64)] public string ContentHash { get; set; } = "";

    /// <summary>Length in bytes.</summary>
    public long Length { get; set; }

    /// <summary>The exchange that brought these bytes first.</summary>
    public long ExchangeId { get; set; }

    /// <summary>The import that brought these bytes first, where a person did; <see cref="ExchangeId"/> is 0 then.</summary>
    public long? ImportId { get; set; }

    public DateTimeOffset StoredAt { get; set; }

    /// <summary>What probing found the bytes to be; null before.</summary>
    public MediaShape? Shape { get; set; }

    [MaxLength(64)] public string? Container { get; set; }

    [MaxLength(32)] public string? VideoCodec { get; set; }

    [MaxLength(32)] public string? AudioCodec { get; set; }

    /// <summary>Width and height in pixels as stored, before rotation.</summary>
    public int? Width { get; set; }

    public int? Height { get; set; }

    /// <summary>Degrees clockwise to turn the picture for showing it: 0, 90, 180 or 270.</summary>
    public int Rotation { get; set; }

    public long? DurationMs { get; set; }

    public long? Frames { get; set; }

    /// <summary>The tool that said what stands above, with its version: their durations of clips that begin late are not the same.</summary>
    [MaxLength(120)] public string? ProbedBy { get; set; }

    /// <summary>How far text on screen was looked for, in milliseconds, where there was more of it than is read of one clip; else null.</summary>
    public long? CaptionsUntilMs { get; set; }

    /// <summary>H.264/AAC mp4 or JPEG made in the sandbox: the only form a browser gets.</summary>
    [MaxLength(64)] public string? ViewingCopyHash { get; set; }

    public ICollection<Keyframe> Keyframes { get; } = [];

    public ICollection<Shot> Shots { get; } = [];

    public ICollection<Caption> Captions { get; } = [];

    public string EvidenceFacts() => string.Join('\n', ContentHash, Length.ToString(CultureInfo.InvariantCulture),
        ExchangeId.ToString(CultureInfo.InvariantCulture), StoredAt.UtcTicks.ToString(CultureInfo.InvariantCulture)) + ManualImport.FactsOf(ImportId);
}
