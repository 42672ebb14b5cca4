using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Keyframes;

/// <summary>A still of a clip or picture: full size, small, and small and blurred, each a file of its own.</summary>
[Index(nameof(MediaItemId), nameof(Frame), IsUnique = true)]
[Evidence("still")]
public sealed class Keyframe
{
    public long Id { get; set; }

    public long MediaItemId { get; set; }

    /// <summary>Number of the frame in presentation order, from 0.</summary>
    public long Frame { get; set; }

    /// <summary>Presentation time of the frame in milliseconds.</summary>
    public long TimeMs { get; set; }

    /// <summary>The stretch of the clip that this still stands for, in milliseconds.</summary>
    public long FromMs { get; set; }

    public long ToMs { get; set; }

    [MaxLength(64)] public string FullHash { get; set; } = "";

    [MaxLength(64)] public string SmallHash { get; set; } = "";

    [MaxLength(64)] public string BlurredHash { get; set; } = "";

    /// <summary>PDQ hash, 64 hexadecimal digits.</summary>
    [MaxLength(64)] public string PerceptualHash { get; set; } = "";

    /// <summary>PDQ quality, 0 to 100: how much there is to tell pictures apart by.</summary>
    public int Quality { get; set; }
}
