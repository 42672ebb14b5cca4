using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Recognition;

/// <summary>Text read in the picture, with the time range over which the stills show it.</summary>
[Index(nameof(MediaItemId), nameof(StartMs))]
[Evidence("caption")]
public sealed class Caption
{
    public long Id { get; set; }

    public long MediaItemId { get; set; }

    /// <summary>Milliseconds; the ends are as exact as the stills are dense.</summary>
    public long StartMs { get; set; }

    public long EndMs { get; set; }

    public string Text { get; set; } = "";

    /// <summary>Mean confidence of the words, 0 to 100.</summary>
    public double Confidence { get; set; }

    /// <summary>Boxes of the lines as JSON: x, y, width, height in pixels of the upright still.</summary>
    public string BoxesJson { get; set; } = "[]";
}
