using System.Globalization;

namespace Monitor.Core.Reposts.Matching;

/// <summary>How two clips compare along one offset. Times in milliseconds.</summary>
public sealed record ClipMatch
{
    public required MatchVerdict Verdict { get; init; }

    public bool IsMatch => Verdict == MatchVerdict.Copy;

    public MatchBasis Basis { get; init; }

    /// <summary>The stretch in common: in the one, and in the other.</summary>
    public long OneFromMs { get; init; }

    public long OneToMs { get; init; }

    public long OtherFromMs { get; init; }

    public long OtherToMs { get; init; }

    /// <summary>Frames of the stretch that were compared; how many were alike, by how many bits at most, and the median of those.</summary>
    public int FramesCompared { get; init; }

    public int FramesAlike { get; init; }

    public int WithinBits { get; init; }

    public int? MedianBits { get; init; }

    /// <summary>True where the other is the one seen in a mirror.</summary>
    public bool IsMirrored { get; init; }

    /// <summary>How much of the sound agrees over the stretch, 0 to 100; null where it cannot be said.</summary>
    public int? SoundAgreement { get; init; }

    /// <summary>What is added to a time of the one for the time in the other, at the stretch's beginning.</summary>
    public long OffsetMs => OtherFromMs - OneFromMs;

    public long LengthMs => OneToMs - OneFromMs;

    /// <summary>How alike the stretch is, 0 to 1: the share of alike frames, each by its distance; of sound alone its agreement.</summary>
    public double Similarity => Math.Round(Basis == MatchBasis.Sound && IsMatch ? (SoundAgreement ?? 0) / 100.0
        : FramesCompared == 0 ? 0 : (double)FramesAlike / FramesCompared * (1 - ((MedianBits ?? 128) / 128.0)), 3);

    /// <summary>The reasons in words, as "31 of 36 frames within 28 bits, from 0:12".</summary>
    public string Explanation
    {
        get
        {
            if (Verdict == MatchVerdict.NothingAlike) return "nothing alike was found";
            var frames = FramesCompared == 0 ? "no frames to compare" : string.Create(CultureInfo.InvariantCulture, $"{FramesAlike} of {FramesCompared} frames within {WithinBits} bits{(IsMirrored ? ", mirrored" : "")}");
            return frames + ", from " + Time(OneFromMs) + (SoundAgreement is { } sound ? string.Create(CultureInfo.InvariantCulture, $"; {sound} % of the sound agrees") : "") + Verdict switch
            {
                MatchVerdict.TooShort => "; too short a stretch of clips of this length",
                MatchVerdict.PictureTellsTooLittle => "; the picture hardly changes, and there is no sound to tell by",
                MatchVerdict.SoundDiffers => "; the picture hardly changes, and the sound is another",
                _ => "",
            };
        }
    }

    private static string Time(long ms) => TimeSpan.FromMilliseconds(ms) is var time && time.TotalHours >= 1
        ? time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}

/// <summary>What came of a comparison.</summary>
public enum MatchVerdict { Copy, NothingAlike, TooShort, PictureTellsTooLittle, SoundDiffers }
