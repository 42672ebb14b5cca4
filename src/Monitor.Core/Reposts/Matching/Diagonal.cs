using Monitor.Core.Keyframes;

namespace Monitor.Core.Reposts.Matching;

/// <summary>The frames of one clip laid beside those of another along an alignment.</summary>
internal sealed class Diagonal
{
    private const long LeastToleranceMs = 200;
    private readonly HashedFrame[] other;
    private readonly List<(long TimeMs, PerceptualHash Hash, int Other, int Beside)> pairs = [];
    private readonly int[] bits;

    public Diagonal(HashedFrame[] one, HashedFrame[] other, Alignment alignment)
    {
        this.other = other;
        var tolerance = Math.Max(LeastToleranceMs, 0.6 * StepOf(other));
        var next = 0;
        foreach (var frame in one)
        {
            var wanted = alignment.ToOther(frame.TimeMs);
            while (next + 1 < other.Length && other[next + 1].TimeMs <= wanted) next++;
            if (other.Length == 0) break;
            // The frames before and after the wanted time: the nearer one must be near, the other one may be of the same moment too.
            var beside = Math.Min(next + 1, other.Length - 1);
            var (near, far) = Math.Abs(other[next].TimeMs - wanted) <= Math.Abs(other[beside].TimeMs - wanted) ? (next, beside) : (beside, next);
            if (Math.Abs(other[near].TimeMs - wanted) > tolerance) continue;
            if (Math.Abs(other[far].TimeMs - wanted) > 2 * tolerance) far = near;
            pairs.Add((frame.TimeMs, alignment.IsMirrored ? frame.Hash.Mirrored() : frame.Hash, near, far));
        }

        bits = [.. pairs.Select(pair => Distance(pair.Hash, pair.Other, pair.Beside))];
    }

    /// <summary>Frames that lie beside one of the other clip.</summary>
    public int Count => pairs.Count;

    public long TimeMs(int at) => pairs[at].TimeMs;

    /// <summary>Bits by which the frame differs from the one beside it.</summary>
    public int Bits(int at) => bits[at];

    /// <summary>Bits by which the frame differs from what another frame lies beside.</summary>
    public int Bits(int at, int beside) => Distance(pairs[at].Hash, pairs[beside].Other, pairs[beside].Beside);

    private int Distance(PerceptualHash hash, int near, int far)
    {
        var distance = hash.DistanceTo(other[near].Hash);
        return near == far ? distance : Math.Min(distance, hash.DistanceTo(other[far].Hash));
    }

    private static double StepOf(HashedFrame[] frames)
    {
        if (frames.Length < 2) return 0;
        var steps = new long[Math.Min(frames.Length - 1, 1000)];
        for (var at = 0; at < steps.Length; at++) steps[at] = frames[at + 1].TimeMs - frames[at].TimeMs;
        Array.Sort(steps);
        return Math.Min(2000, steps[steps.Length / 2]);
    }
}
