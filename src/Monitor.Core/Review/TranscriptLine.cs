using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.Review;

/// <summary>A line of a transcript over a stretch of the media item, in milliseconds.</summary>
[Index(nameof(TranscriptId))]
public sealed class TranscriptLine
{
    public long Id { get; set; }

    public long TranscriptId { get; set; }

    public long StartMs { get; set; }

    public long EndMs { get; set; }

    [MaxLength(2000)] public string Text { get; set; } = "";
}
