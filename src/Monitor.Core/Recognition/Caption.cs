using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Recognition;

/// <summary>Text read in the picture, with the time over which it is shown.</summary>
[Index(nameof(MediaItemId), nameof(StartMs))]
[Evidence("caption")]
public sealed class Caption
{
    public long Id { get; set; }

    public long MediaItemId { get; set; }

    /// <summary>First moment in milliseconds, to a tenth of a second.</summary>
    public long StartMs { get; set; }

    public long EndMs { get; set; }

    public CaptionKind Kind { get; set; }

    public string Text { get; set; } = "";

    /// <summary>Mean confidence of the words, 0 to 100.</summary>
    public double Confidence { get; set; }

    /// <summary>Boxes of the lines as JSON: x, y, width, height in pixels of the upright picture.</summary>
    public string BoxesJson { get; set; } = "[]";

    /// <summary>The lines as they were given to the recogniser, a PNG; null where it read a whole picture.</summary>
    [MaxLength(64)] public string? PictureHash { get; set; }
}
