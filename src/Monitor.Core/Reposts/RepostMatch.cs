using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.Reposts;

/// <summary>What the program found two clips to have in common. Made by the program; what people say of it is in <see cref="RepostCopy"/>.</summary>
[Index(nameof(OneId), nameof(OtherId), IsUnique = true)]
[Index(nameof(OtherId))]
public sealed class RepostMatch
{
    public long Id { get; set; }

    /// <summary>The media item with the lower id.</summary>
    public long OneId { get; set; }

    public long OtherId { get; set; }

    /// <summary>The stretch in common in the one, in milliseconds.</summary>
    public long OneFromMs { get; set; }

    public long OneToMs { get; set; }

    /// <summary>The same stretch in the other.</summary>
    public long OtherFromMs { get; set; }

    public long OtherToMs { get; set; }

    /// <summary>Frames of the stretch that were compared, and how many of them were alike.</summary>
    public int FramesCompared { get; set; }

    public int FramesAlike { get; set; }

    /// <summary>The most bits by which the alike frames differ.</summary>
    public int WithinBits { get; set; }

    /// <summary>True where the other is the one seen in a mirror.</summary>
    public bool IsMirrored { get; set; }

    /// <summary>How much of the sound agrees over the stretch, 0 to 100; null where one has no sound, or it was not needed.</summary>
    public int? SoundAgreement { get; set; }

    public MatchBasis Basis { get; set; }

    public DateTimeOffset FoundAt { get; set; }
}

/// <summary>What a match rests on.</summary>
public enum MatchBasis { Picture, PictureAndSound, Sound }
