namespace Monitor.Core.Keyframes;

/// <summary>Chooses the frames to keep: one per shot at least, three per clip at least, more in long shots as the picture changes. Of a stretch, the frame that a decoder
/// can begin at is taken where there is one: it is the sharpest, and costs no other frame.</summary>
public static class StillPlan
{
    /// <summary>Most stills of a clip; every shot gets one, also beyond.</summary>
    public const int MostStills = 300;

    private const int LeastStills = 3;

    /// <summary>Bits by which the picture has changed enough for another still.</summary>
    private const int ChangedBits = 32;

    /// <summary>A still stands for no shorter stretch of a shot, and for no longer one, in milliseconds.</summary>
    private const long ShortestMs = 4000, LongestMs = 12_000;

    /// <summary>Stretches of the clip in order, without gaps, each with its still.</summary>
    public static IReadOnlyList<PlannedStill> Choose(ClipScan scan)
    {
        var stretches = Split(scan, 1);
        if (stretches.Count > MostStills) stretches = Split(scan, (double)stretches.Count / MostStills);
        while (stretches.Count < LeastStills)
        {
            var longest = stretches.MaxBy(stretch => stretch.Last - stretch.First);
            if (longest.Last == longest.First) break;
            var at = stretches.IndexOf(longest);
            var middle = longest.First + ((longest.Last - longest.First + 1) / 2);
            stretches[at] = longest with { Last = middle - 1, ClearTo = Math.Clamp(longest.ClearTo, longest.First, middle - 1) };
            stretches.Insert(at + 1, longest with { First = middle, ClearFrom = Math.Clamp(longest.ClearFrom, middle, longest.Last) });
        }

        return [.. stretches.Select(stretch => Still(scan, stretch))];
    }

    private static List<Stretch> Split(ClipScan scan, double factor)
    {
        var stretches = new List<Stretch>();
        var at = 0;
        foreach (var shot in scan.Shots)
        {
            var begin = shot.FirstFrame;
            foreach (var cut in shot.InnerCuts)
            {
                stretches.Add(Part(shot, begin, cut - 1));
                begin = cut;
            }

            HashedFrame? since = null;
            for (; at < scan.Track.Count && scan.Track[at].TimeMs < shot.EndMs; at++)
            {
                var point = scan.Track[at];
                since ??= point;
                var length = point.TimeMs - since.Value.TimeMs;
                if (length < ShortestMs * factor || shot.EndMs - point.TimeMs < ShortestMs / 2 || (length < LongestMs * factor && point.Hash.DistanceTo(since.Value.Hash) <= ChangedBits)) continue;
                var frame = FrameAt(scan, point.TimeMs, begin + 1, shot.LastFrame);
                stretches.Add(Part(shot, begin, frame - 1));
                (begin, since) = (frame, point);
            }

            stretches.Add(Part(shot, begin, shot.LastFrame));
        }

        return stretches;
    }

    private static Stretch Part(DetectedShot shot, int first, int last)
    {
        var from = Math.Clamp(shot.ClearFrom, first, last);
        return new Stretch(first, last, from, Math.Clamp(shot.ClearTo, from, last));
    }

    private static PlannedStill Still(ClipScan scan, Stretch stretch)
    {
        var (from, to) = (stretch.ClearFrom, stretch.ClearTo);
        var key = Nearest(scan.Keys, (from + to) / 2);
        // Without one, an early frame: it needs the fewest others.
        var frame = key >= from && key <= to ? key : Math.Min(from + 2, (from + to) / 2);
        return new PlannedStill(frame, scan.Ms(frame), scan.Ms(stretch.First), scan.EndOf(stretch.Last));
    }

    private static int Nearest(IReadOnlyList<int> keys, int frame)
    {
        int low = 0, high = keys.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (keys[middle] < frame) low = middle + 1;
            else high = middle;
        }

        if (keys.Count == 0) return -1;
        if (low == keys.Count) return keys[^1];
        return low > 0 && frame - keys[low - 1] < keys[low] - frame ? keys[low - 1] : keys[low];
    }

    /// <summary>The first frame that is shown at a time or later, between two frames.</summary>
    private static int FrameAt(ClipScan scan, long timeMs, int low, int high)
    {
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (scan.Ms(middle) < timeMs) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private readonly record struct Stretch(int First, int Last, int ClearFrom, int ClearTo);
}

/// <summary>A frame to keep, and the stretch of the clip that it stands for, in milliseconds.</summary>
public sealed record PlannedStill(int Frame, long TimeMs, long FromMs, long ToMs);
