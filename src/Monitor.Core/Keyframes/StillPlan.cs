namespace Monitor.Core.Keyframes;

/// <summary>Chooses the frames to keep: one per shot at least, three per clip at least, more in long shots as the picture changes. Of a stretch, the frame that a decoder
/// can begin at is taken where there is one: it is the sharpest, and costs no other frame.</summary>
public static class StillPlan
{
    /// <summary>Stills of a clip that long shots are divided for; every shot gets one, also beyond.</summary>
    public const int MostStills = 300;

    /// <summary>Most stills of a clip in any case: four hours of television have as many shots. Of a clip that flickers more, several shots share one.</summary>
    public const int MostShots = 5000;

    private const int LeastStills = 3;

    /// <summary>Bits by which the picture has changed enough for another still.</summary>
    private const int ChangedBits = 32;

    /// <summary>A still stands for no shorter stretch of a shot, and for no longer one, in milliseconds.</summary>
    private const long ShortestMs = 4000, LongestMs = 12_000, FadeMs = 1200;

    /// <summary>Stretches of the clip in order, without gaps, each with its still.</summary>
    public static IReadOnlyList<PlannedStill> Choose(ClipScan scan)
    {
        var stretches = Split(scan, 1);
        if (stretches.Count > MostStills) stretches = Split(scan, (double)stretches.Count / MostStills);
        if (stretches.Count > MostShots)
            stretches = [.. stretches.Chunk((stretches.Count + MostShots - 1) / MostShots).Select(some => some[0] with { Last = some[^1].Last })];
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
                if (point.TimeMs < scan.Ms(begin)) continue;
                since ??= point;
                var length = point.TimeMs - since.Value.TimeMs;
                if (length < ShortestMs * factor || shot.EndMs - point.TimeMs < ShortestMs / 2 || (length < LongestMs * factor && point.Hash.DistanceTo(since.Value.Hash) <= ChangedBits)) continue;
                var frame = FrameAt(scan, point.TimeMs, begin, shot.LastFrame);
                if (frame == begin) continue;
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
        var points = Points(scan, from, to);
        var frame = FrameOrder.Nearest(scan.Keys, (from + to) / 2);
        // Without one that shows something, an early frame that does: it needs the fewest others.
        if (frame < from || frame > to || !ShowsSomething(scan, points, frame)) frame = FrameOrder.Nearest(scan.Seen, Math.Clamp(Settled(scan, points) ?? from + 2, from, to));
        if (frame < stretch.First || frame > stretch.Last) frame = Math.Clamp(scan.Seen[FrameOrder.FirstFrom(scan.Seen, stretch.First)], stretch.First, stretch.Last);
        return new PlannedStill(frame, scan.Ms(frame), scan.Ms(stretch.First), scan.EndOf(stretch.Last));
    }

    /// <summary>False for a dark or empty frame where the stretch has better ones.</summary>
    private static bool ShowsSomething(ClipScan scan, List<HashedFrame> points, int frame)
    {
        if (points.Count == 0 || !points.Exists(point => point.Quality >= HashedFrame.LeastQuality)) return true;
        return points.MinBy(point => Math.Abs(point.TimeMs - scan.Ms(frame))).Quality >= HashedFrame.LeastQuality;
    }

    /// <summary>The first frame that shows something and goes on to show it: neither dark nor on its way out of a fade. Null where the very beginning will do.</summary>
    private static int? Settled(ClipScan scan, List<HashedFrame> points)
    {
        var at = points.FindIndex(point => point.Quality >= HashedFrame.LeastQuality);
        if (at < 0) return null;
        while (at + 1 < points.Count && points[at].Hash.DistanceTo(points[at + 1].Hash) > ChangedBits) at++;
        if (at == 0) return null;
        // What came out of the dark grows lighter for about a second.
        while (at < (points.Count - 1) / 2 && points[at].TimeMs - points[0].TimeMs < FadeMs) at++;
        return FrameAt(scan, points[at].TimeMs, 0, scan.Stamps.Count - 1);
    }

    /// <summary>The hashes between two frames.</summary>
    private static List<HashedFrame> Points(ClipScan scan, int from, int to)
    {
        var first = FrameOrder.First(0, scan.Track.Count, at => scan.Track[at].TimeMs >= scan.Ms(from));
        return [.. scan.Track.Skip(first).TakeWhile(point => point.TimeMs <= scan.Ms(to))];
    }

    /// <summary>The first frame that is shown at a time or later, between two frames.</summary>
    private static int FrameAt(ClipScan scan, long timeMs, int low, int high) => FrameOrder.First(low, high, frame => scan.Ms(frame) >= timeMs);

    private readonly record struct Stretch(int First, int Last, int ClearFrom, int ClearTo);
}

/// <summary>A frame to keep, and the stretch of the clip that it stands for, in milliseconds.</summary>
public sealed record PlannedStill(int Frame, long TimeMs, long FromMs, long ToMs);
