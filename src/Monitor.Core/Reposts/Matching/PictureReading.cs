namespace Monitor.Core.Reposts.Matching;

/// <summary>What the picture says of a stretch of a <see cref="Diagonal"/>. A frame counts for more where it is like the frame beside it
/// and unlike those at other times of the stretch: two people before one wall are alike at all times, a copy is most alike at its own.</summary>
internal sealed class PictureReading
{
    /// <summary>Meta's recommended distance of alike pictures.</summary>
    public const int NearBits = 31;

    /// <summary>Where the sound agrees all along: under a logo, or cropped, a static shot is still alike.</summary>
    public const int NearBitsWithSound = 64;

    /// <summary>The most bits at all, for copies under a large logo or cropped: only where the sound agrees, or other times are other pictures altogether.</summary>
    public const int FarBits = 80;

    /// <summary>Where the other times of a stretch are as near as this, it is one shot: people who sway before one wall come within 26 bits where they happen to sway alike, and 80 where they do not.</summary>
    private const int StaticBits = 90;

    /// <summary>Where they differ by this, they are other pictures altogether: a moving camera, other scenes.</summary>
    private const int UnlikeBits = 104;

    private const double Clearly = 0.67;
    private const int Controls = 16, LeastSmall = 24, MostSmallMedian = 8;
    private const long ApartMs = 1500;

    /// <summary>Reads the stretch; where the sound agrees over it, frames may differ by more.</summary>
    public PictureReading(Diagonal diagonal, int first, int last, bool withSound)
    {
        var (nearBits, farBits) = withSound ? (NearBitsWithSound, FarBits) : (NearBits, NearBits);
        (First, Last) = (first, last);
        var alike = new List<int>();
        for (var at = first; at <= last; at++)
        {
            var (bits, elsewhere) = (diagonal.Bits(at), Elsewhere(diagonal, at));
            var clearly = bits <= Clearly * elsewhere;
            var isTelling = clearly && ((elsewhere > StaticBits && bits <= farBits) || (elsewhere >= UnlikeBits && bits <= FarBits));
            Telling.Add(isTelling);
            if (bits <= nearBits) Near++;
            if (clearly && elsewhere <= StaticBits && bits + 2 <= elsewhere) Small++;
            if (bits <= nearBits || isTelling) alike.Add(bits);
        }

        alike.Sort();
        (Alike, WithinBits, MedianBits) = (alike.Count, alike.Count == 0 ? 0 : alike[^1], alike.Count == 0 ? null : alike[alike.Count / 2]);
    }

    /// <summary>The stretch, as numbers of frames of the diagonal.</summary>
    public int First { get; }

    public int Last { get; }

    public int Compared => Last - First + 1;

    public int Alike { get; }

    public int WithinBits { get; }

    public int? MedianBits { get; }

    /// <summary>Frames alike by their distance, whenever they are alike.</summary>
    public int Near { get; }

    /// <summary>By frame of the stretch: alike at its own time, and clearly less at others.</summary>
    public List<bool> Telling { get; } = [];

    /// <summary>Frames that are alike everywhere, but most at their own time: small movements that agree.</summary>
    public int Small { get; }

    /// <summary>True where the picture alone says that it is a copy.</summary>
    public bool Tells => Telling.Count(telling => telling) * 5 >= Compared * 2;

    /// <summary>True where the stretch looks the same, whether it tells much or little.</summary>
    public bool IsAlike => Near * 2 >= Compared;

    /// <summary>True where a static picture moves in the same small ways at the same times, very near all along.</summary>
    public bool MovesAlike => Compared >= LeastSmall && Small * 10 >= Compared * 6 && MedianBits <= MostSmallMedian;

    /// <summary>Median distance to what lies beside other frames of the stretch; 0 where the stretch is too short to say.</summary>
    private int Elsewhere(Diagonal diagonal, int at)
    {
        Span<int> found = stackalloc int[Controls];
        var count = 0;
        for (var control = 0; control < Controls; control++)
        {
            var beside = First + (int)((long)(Last - First) * control / (Controls - 1));
            if (Math.Abs(diagonal.TimeMs(beside) - diagonal.TimeMs(at)) >= ApartMs) found[count++] = diagonal.Bits(at, beside);
        }

        if (count < Controls / 4) return 0;
        found[..count].Sort();
        return found[count / 2];
    }
}
