using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.Keyframes;

/// <summary>A stretch of a clip without a cut. Frames are numbered from 0, both ends included; times in milliseconds.</summary>
[Index(nameof(MediaItemId), nameof(FirstFrame), IsUnique = true)]
public sealed class Shot
{
    public long Id { get; set; }

    public long MediaItemId { get; set; }

    public long FirstFrame { get; set; }

    public long LastFrame { get; set; }

    public long StartMs { get; set; }

    public long EndMs { get; set; }
}
