namespace Monitor.Core.Keyframes;

/// <summary>Finds the shots in a stream of small frames. A hard cut stands out from the differences around it in brightness, in colour and in the histogram, all over
/// the picture, and does not go back like a flash; a dissolve is a stretch whose middle is the blend of its ends (<see cref="BlendDetector"/>); a fade ends in the middle of the dark.
/// The decoder may leave out frames that no other refers to; a few numbers a frame are kept.</summary>
public sealed class ShotDetector
{
    private const int Window = 2;

    /// <summary>Length of the shortest shot in milliseconds, as PySceneDetect's command has it by default. At a low rate a slide lasts few frames, or one: only what lies nearer
    /// than this is a neighbour that a cut has to stand out from, and only what lasts less can be a flash.</summary>
    public const long ShortestShotMs = 600;

    // Below these a change is a caption, a logo or noise.
    private const float LeastLevel = 6, LeastSpread = 0.25f, LeastHistogram = 0.03f;

    /// <summary>Natural logarithm of how far the three differences together stand out from their neighbours.</summary>
    private const double LeastStandingOut = 2.85;

    /// <summary>Mean brightness below which a frame is dark: 12 of 255, in levels of 16 to 235.</summary>
    private const float Dark = 16 + (12 * 219 / 255f);

    private readonly List<FrameDifference> differences = [];
    private readonly List<bool> dark = [];
    private readonly List<float>[] back = [[], []];
    private readonly BlendDetector blends = new();
    private readonly List<Blend> joinedBlends = [];
    private readonly SmallFrame[] recent = [new(), new(), new(), new()];

    /// <summary>Frames seen so far.</summary>
    public int Count => differences.Count;

    /// <summary>Takes the next frame: <see cref="SmallFrame.Bytes"/> bytes.</summary>
    public void Add(ReadOnlySpan<byte> frame)
    {
        var at = Count;
        var current = Recent(at);
        current.Fill(frame);
        for (var flash = 0; flash < back.Length; flash++) back[flash].Add(at < flash + 2 ? float.MaxValue : FrameDifference.LevelBetween(Recent(at - flash - 2), current));
        differences.Add(at == 0 ? default : FrameDifference.Between(Recent(at - 1), current));
        dark.Add(current.Brightness < Dark);
        blends.Add(current);
    }

    /// <summary>The frame that was added last.</summary>
    public SmallFrame Latest => Recent(Count - 1);

    /// <summary>The first frames of one, and those of another from a frame on, which both have seen with enough before it.</summary>
    public static ShotDetector Join(ShotDetector first, int count, ShotDetector second, int from)
    {
        var joined = new ShotDetector();
        joined.differences.AddRange(first.differences.Take(count).Concat(second.differences.Skip(from)));
        joined.dark.AddRange(first.dark.Take(count).Concat(second.dark.Skip(from)));
        for (var flash = 0; flash < joined.back.Length; flash++) joined.back[flash].AddRange(first.back[flash].Take(count).Concat(second.back[flash].Skip(from)));
        joined.joinedBlends.AddRange(first.blends.Found.Where(blend => blend.Last < count));
        joined.joinedBlends.AddRange(second.blends.Found.Where(blend => blend.Last >= from).Select(blend => blend with { First = Math.Max(0, blend.First + count - from), Last = blend.Last + count - from }));
        return joined;
    }

    /// <summary>The shots, in order, without gaps.</summary>
    /// <param name="times">Presentation times of the frames that were added, in milliseconds, ascending.</param>
    public IReadOnlyList<FoundShot> Shots(IReadOnlyList<long> times)
    {
        if (Count == 0) return [];
        var starts = new SortedSet<Boundary> { new(0, 0, 0) };
        for (var frame = 1; frame < Count; frame++)
            if (IsCut(frame, times)) starts.Add(new Boundary(frame, frame - 1, frame));
        foreach (var (first, end) in DarkRuns().Where(run => IsFree(starts, run.First, run.End))) starts.Add(new Boundary((first + end) / 2, first - 1, end));
        foreach (var blend in joinedBlends.Concat(blends.Found).Where(blend => IsFree(starts, blend.First, blend.Last + 1))) starts.Add(new Boundary((blend.First + blend.Last + 1) / 2, blend.First, blend.Last));
        var ordered = starts.ToList();
        return [.. ordered.Select((start, at) => at + 1 < ordered.Count
            ? new FoundShot(start.Frame, start.In, Math.Max(start.In, ordered[at + 1].Out))
            : new FoundShot(start.Frame, start.In, Count - 1))];
    }

    /// <summary>The frames beside one that are near enough in time.</summary>
    private IEnumerable<int> Neighbours(int frame, IReadOnlyList<long> times)
    {
        for (var near = Math.Max(1, frame - Window); near <= Math.Min(Count - 1, frame + Window); near++)
            if (near != frame && Math.Abs(times[near] - times[frame]) < ShortestShotMs) yield return near;
    }

    private double StandingOut(int frame, IReadOnlyList<long> times)
    {
        double luma = 0, chroma = 0, histogram = 0;
        var count = 0;
        foreach (var near in Neighbours(frame, times))
        {
            (luma, chroma, histogram) = (luma + differences[near].Luma, chroma + differences[near].Chroma, histogram + differences[near].Histogram);
            count++;
        }

        // A frame by itself is told from a picture that stands still.
        count = Math.Max(1, count);
        var difference = differences[frame];
        return Math.Log((difference.Luma + 1) / ((luma / count) + 1)) + Math.Log((difference.Chroma + 0.5) / ((chroma / count) + 0.5)) + Math.Log((difference.Histogram + 0.02) / ((histogram / count) + 0.02));
    }

    private bool IsCut(int frame, IReadOnlyList<long> times)
    {
        var difference = differences[frame];
        if (difference.Level < LeastLevel || difference.Spread < LeastSpread || difference.Histogram < LeastHistogram) return false;
        foreach (var near in Neighbours(frame, times))
            if (differences[near].Level > difference.Level) return false;
        return StandingOut(frame, times) >= LeastStandingOut && !IsFlash(frame, times);
    }

    /// <summary>True where the picture is back after one frame or two, or was the same before these.</summary>
    private bool IsFlash(int frame, IReadOnlyList<long> times)
    {
        var level = differences[frame].Level / 2;
        for (var flash = 0; flash < back.Length; flash++)
        {
            var (before, after) = (frame - flash - 1, frame + flash + 1);
            if (after < Count && back[flash][after] < level && times[after] - times[frame] < ShortestShotMs) return true;
            if (before >= 0 && back[flash][frame] < level && times[frame] - times[before] < ShortestShotMs) return true;
        }

        return false;
    }

    private SmallFrame Recent(int frame) => recent[frame % recent.Length];

    /// <summary>Dark stretches between light: the first dark frame, and the first light one after them.</summary>
    private IEnumerable<(int First, int End)> DarkRuns()
    {
        for (var frame = 1; frame < Count; frame++)
        {
            if (!dark[frame] || dark[frame - 1]) continue;
            var end = frame;
            while (end < Count && dark[end]) end++;
            if (end < Count) yield return (frame, end);
            frame = end;
        }
    }

    private static bool IsFree(SortedSet<Boundary> starts, int from, int to) => starts.GetViewBetween(new Boundary(Math.Max(1, from), 0, 0), new Boundary(Math.Max(1, to), 0, 0)).Count == 0;

    /// <summary>Where a shot begins, the last clear frame before and the first clear one after.</summary>
    private readonly record struct Boundary(int Frame, int Out, int In) : IComparable<Boundary>
    {
        public int CompareTo(Boundary other) => Frame.CompareTo(other.Frame);
    }
}

/// <summary>A shot as frames were added: its first, and the first and last that are in no dissolve or fade. It lasts until the next begins.</summary>
public readonly record struct FoundShot(int First, int ClearFrom, int ClearTo);
