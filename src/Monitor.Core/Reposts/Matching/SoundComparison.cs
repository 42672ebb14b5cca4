using System.Numerics;

namespace Monitor.Core.Reposts.Matching;

/// <summary>How far two sounds agree along an offset: by windows of two seconds, since a part may have been spoken over. A window says something
/// only where it is clearly nearer at its own offset than at others: noise, a hum or a siren is alike at all times. Pure.</summary>
internal static class SoundComparison
{
    /// <summary>A fingerprint looks 2.6 seconds ahead.</summary>
    public const double ReachMs = 2600;

    /// <summary>Different sounds differ in 35 to 50 % of the bits, encodings of the same one in 5 to 20 %.</summary>
    private const double MostErrors = 0.28;

    /// <summary>Three bits of 32: by so much the same recording is nearer than at any other offset. Encodings of speech and music are by 16 to 30 %, different noises by 4 % at most, save a few windows of short clips.</summary>
    private const double Clearly = 3.0 / 32;

    /// <summary>Speech and music differ from what is heard at other times in 38 to 50 % of the bits, noise of any colour in 15 to 35 %.</summary>
    private const double Changing = 0.36;

    private const int Window = 16, Step = 4, LeastWindows = 3, LeastValues = 4, Search = 5;

    /// <summary>The other offsets: from one second away to eight; every second one, since neighbours look at nearly the same.</summary>
    private const int Nearest = 8, Farthest = 64, Apart = 2, LeastControls = 2;

    /// <summary>Where less than a third of the windows says something, it may be chance: of a tone that beeps up to 31 % do.</summary>
    private const int LeastShare = 3;

    /// <summary>Reads the sound of the stretch of the one against the other, within 0.6 s of the offset; null where there is too little to hear.</summary>
    public static SoundReading? Read(IReadOnlyList<uint> one, IReadOnlyList<uint> other, double offsetMs, double fromMs, double toMs)
    {
        var (first, last) = (Math.Max(0, (int)(fromMs / SoundTrack.StepMs)), Math.Min(one.Count, (int)((toMs - ReachMs) / SoundTrack.StepMs) + 1));
        var near = (int)Math.Round(offsetMs / SoundTrack.StepMs);
        var (best, windows, least) = (0, new List<(int At, double Errors)>(), double.MaxValue);
        foreach (var lag in Enumerable.Range(near - Search, (2 * Search) + 1))
            if (WindowsAt(one, other, lag, first, last) is { Count: >= LeastWindows } found && found.Average(window => window.Errors) is var errors && errors < least) (best, windows, least) = (lag, found, errors);
        return windows.Count == 0 ? null : Judge(one, other, best, windows);
    }

    private static List<(int At, double Errors)> WindowsAt(IReadOnlyList<uint> one, IReadOnlyList<uint> other, int lag, int first, int last)
    {
        var windows = new List<(int At, double Errors)>();
        for (var at = Math.Max(first, -lag); at + Window <= Math.Min(last, other.Count - lag); at += Step)
            if (Tells(one, at) && Tells(other, at + lag) && Errors(one, other, at, lag) is { } errors) windows.Add((at, errors));
        return windows;
    }

    private static SoundReading? Judge(IReadOnlyList<uint> one, IReadOnlyList<uint> other, int lag, List<(int At, double Errors)> windows)
    {
        var judged = new List<(int At, bool Agrees)>();
        foreach (var (at, errors) in windows)
            if (Agrees(one, other, at, lag, errors) is { } agrees) judged.Add((at, agrees));
        if (judged.Count < LeastWindows || LeastShare * judged.Count < windows.Count) return null;
        var run = BestRun.Of(judged.Count, at => judged[at].Agrees);
        return new SoundReading(100 * judged.Count(window => window.Agrees) / judged.Count, lag * SoundTrack.StepMs,
            run is { } found ? judged[found.First].At * SoundTrack.StepMs : 0, run is { } ended ? ((judged[ended.Last].At + Window) * SoundTrack.StepMs) + ReachMs : 0);
    }

    /// <summary>Null where the window says nothing: it is as near at another offset, or is another sound that hardly changes.</summary>
    private static bool? Agrees(IReadOnlyList<uint> one, IReadOnlyList<uint> other, int at, int lag, double errors)
    {
        Span<double> elsewhere = stackalloc double[Farthest];
        var count = 0;
        for (var away = Nearest; away <= Farthest; away += Apart)
        {
            if (Errors(one, other, at, lag - away) is { } before) elsewhere[count++] = before;
            if (Errors(one, other, at, lag + away) is { } after) elsewhere[count++] = after;
        }

        if (count < LeastControls) return null;
        elsewhere[..count].Sort();
        if (errors <= MostErrors) return errors <= elsewhere[0] - Clearly ? true : null;
        return elsewhere[count / 2] >= Changing ? false : null;
    }

    private static double? Errors(IReadOnlyList<uint> one, IReadOnlyList<uint> other, int at, int lag)
    {
        var (bits, compared) = (0, 0);
        for (var next = Math.Max(at, -lag); next < Math.Min(at + Window, other.Count - lag); next++)
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
/// <param name="Agreement">Share of the windows that agree among those that say something, 0 to 100.</param>
/// <param name="OffsetMs">The offset at which it agrees best.</param>
/// <param name="FromMs">Where the agreeing run begins in the one, and where it ends.</param>
internal sealed record SoundReading(int Agreement, double OffsetMs, double FromMs, double ToMs)
{
    private const int LeastAgreement = 60;

    public bool Agrees => Agreement >= LeastAgreement;
}
