using System.Numerics;

namespace Monitor.Core.Reposts.Matching;

/// <summary>How far two sounds agree along an offset: by windows of two seconds, since a part may have been spoken over. Pure.</summary>
internal static class SoundComparison
{
    /// <summary>A fingerprint looks 2.6 seconds ahead.</summary>
    public const double ReachMs = 2600;

    /// <summary>Different sounds differ in 35 to 50 % of the bits, encodings of the same one in 5 to 20 %.</summary>
    private const double MostErrors = 0.28;

    private const int Window = 16, Step = 4, LeastWindows = 3, LeastValues = 4, Search = 5;

    /// <summary>Reads the sound of the stretch of the one against the other, within 0.6 s of the offset; null where there is too little to hear.</summary>
    public static SoundReading? Read(IReadOnlyList<uint> one, IReadOnlyList<uint> other, double offsetMs, double fromMs, double toMs)
    {
        var (first, last) = (Math.Max(0, (int)(fromMs / SoundTrack.StepMs)), Math.Min(one.Count, (int)((toMs - ReachMs) / SoundTrack.StepMs) + 1));
        var near = (int)Math.Round(offsetMs / SoundTrack.StepMs);
        SoundReading? best = null;
        foreach (var lag in Enumerable.Range(near - Search, (2 * Search) + 1))
            if (ReadAt(one, other, lag, first, last) is { } read && (best is null || read.Errors < best.Errors)) best = read;
        return best;
    }

    private static SoundReading? ReadAt(IReadOnlyList<uint> one, IReadOnlyList<uint> other, int lag, int first, int last)
    {
        var windows = new List<(int At, double Errors)>();
        for (var at = Math.Max(first, -lag); at + Window <= Math.Min(last, other.Count - lag); at += Step)
            if (Tells(one, at) && Tells(other, at + lag) && Errors(one, other, at, lag) is { } errors) windows.Add((at, errors));
        if (windows.Count < LeastWindows) return null;
        var agreeing = windows.Count(window => window.Errors <= MostErrors);
        var run = BestRun.Of(windows.Count, at => windows[at].Errors <= MostErrors);
        return new SoundReading(100 * agreeing / windows.Count, windows.Average(window => window.Errors), lag * SoundTrack.StepMs,
            run is { } found ? windows[found.First].At * SoundTrack.StepMs : 0, run is { } ended ? ((windows[ended.Last].At + Window) * SoundTrack.StepMs) + ReachMs : 0);
    }

    private static double? Errors(IReadOnlyList<uint> one, IReadOnlyList<uint> other, int at, int lag)
    {
        var (bits, compared) = (0, 0);
        for (var next = at; next < at + Window; next++)
        {
            if (one[next] == 0 || other[next + lag] == 0) continue;
            bits += BitOperations.PopCount(one[next] ^ other[next + lag]);
            compared += 32;
        }

        return compared < 32 * Window * 3 / 4 ? null : (double)bits / compared;
    }

    /// <summary>A tone that does not change tells nothing.</summary>
    private static bool Tells(IReadOnlyList<uint> prints, int at)
    {
        Span<uint> values = stackalloc uint[LeastValues];
        var count = 0;
        for (var next = at; next < at + Window; next++)
        {
            if (prints[next] == 0 || values[..count].Contains(prints[next])) continue;
            values[count++] = prints[next];
            if (count == LeastValues) return true;
        }

        return false;
    }
}

/// <summary>What the sound says.</summary>
/// <param name="Agreement">Share of the windows that agree, 0 to 100.</param>
/// <param name="Errors">Mean share of bits that differ.</param>
/// <param name="OffsetMs">The offset at which it agrees best.</param>
/// <param name="FromMs">Where the agreeing run begins in the one, and where it ends.</param>
internal sealed record SoundReading(int Agreement, double Errors, double OffsetMs, double FromMs, double ToMs)
{
    private const int LeastAgreement = 60;

    public bool Agrees => Agreement >= LeastAgreement;
}
