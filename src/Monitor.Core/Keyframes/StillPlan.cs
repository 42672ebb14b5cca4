namespace Monitor.Core.Keyframes;

/// <summary>Chooses the frames to keep: one per shot at least, three per clip at least, more in long shots.</summary>
public static class StillPlan
{
    /// <summary>Most stills of a clip.</summary>
    public const int MostStills = 300;

    private const int LeastStills = 3;

    /// <summary>Longest stretch that one still stands for, before <see cref="MostStills"/> stretches it further.</summary>
    private const long LongestStretchMs = 4000;

    /// <summary>Stretches of frames, in order; the still of each is its middle frame. Every shot gets one, also beyond <see cref="MostStills"/>.</summary>
    public static IReadOnlyList<PlannedStill> Choose(IReadOnlyList<(int First, int Last)> shots, IReadOnlyList<long> times, long endMs)
    {
        var total = Math.Max(1, endMs - (times.Count > 0 ? times[0] : 0));
        var stretch = Math.Max(LongestStretchMs, total / MostStills);
        var parts = shots.Select(shot => (shot.First, shot.Last, Parts: Parts(shot, times, endMs, stretch))).ToList();
        var missing = LeastStills - parts.Sum(part => part.Parts);
        for (; missing > 0; missing--)
        {
            var longest = parts.MaxBy(part => (double)(part.Last - part.First + 1) / (part.Parts + 1));
            if (longest.Last - longest.First + 1 <= longest.Parts) break;
            parts[parts.IndexOf(longest)] = longest with { Parts = longest.Parts + 1 };
        }

        return [.. parts.SelectMany(part => Split(part.First, part.Last, part.Parts, times, endMs))];
    }

    private static int Parts((int First, int Last) shot, IReadOnlyList<long> times, long endMs, long stretch)
    {
        var length = (shot.Last + 1 < times.Count ? times[shot.Last + 1] : endMs) - times[shot.First];
        return (int)Math.Clamp((length + stretch - 1) / stretch, 1, shot.Last - shot.First + 1);
    }

    private static IEnumerable<PlannedStill> Split(int first, int last, int parts, IReadOnlyList<long> times, long endMs)
    {
        var frames = last - first + 1;
        for (var part = 0; part < parts; part++)
        {
            var from = first + (int)((long)frames * part / parts);
            var to = first + (int)((long)frames * (part + 1) / parts) - 1;
            yield return new PlannedStill(from + ((to - from) / 2), times[from + ((to - from) / 2)], times[from], to + 1 < times.Count ? times[to + 1] : endMs);
        }
    }
}

/// <summary>A frame to keep, and the stretch of the clip that it stands for, in milliseconds.</summary>
public sealed record PlannedStill(int Frame, long TimeMs, long FromMs, long ToMs);
