namespace Monitor.Core.Reposts.Matching;

/// <summary>A histogram of offsets between two clips: where many alike pairs lie on one diagonal, one is a copy of the other there.</summary>
internal sealed class OffsetVotes
{
    /// <summary>Most bins: hostile times make the bins wider, not the memory larger.</summary>
    private const int MostBins = 200_000;

    private readonly long lowest;
    private readonly double width;
    private readonly double[] bins;

    public OffsetVotes(long lowestMs, long highestMs, double widthMs)
    {
        lowest = lowestMs;
        width = Math.Max(widthMs, (highestMs - lowestMs) / (double)MostBins);
        bins = new double[(int)((highestMs - lowestMs) / width) + 3];
    }

    public void Add(double offsetMs, double weight) => bins[Math.Clamp((int)((offsetMs - lowest) / width), 0, bins.Length - 1)] += weight;

    /// <summary>The heaviest offsets, heaviest first, no two of them neighbours. Two bins count as one, since a true offset may lie on their border.</summary>
    public IReadOnlyList<(double OffsetMs, double Weight)> Peaks(int most)
    {
        var peaks = new List<(double OffsetMs, double Weight)>();
        var taken = new HashSet<int>();
        for (var round = 0; round < most; round++)
        {
            var best = -1;
            for (var at = 0; at + 1 < bins.Length; at++)
                if (bins[at] + bins[at + 1] is > 0 and var weight && !taken.Contains(at) && (best < 0 || weight > bins[best] + bins[best + 1])) best = at;
            if (best < 0) break;
            for (var near = best - 2; near <= best + 2; near++) taken.Add(near);
            var (left, right) = (bins[best], bins[best + 1]);
            peaks.Add((lowest + ((best + 0.5 + (right / (left + right))) * width), left + right));
        }

        return peaks;
    }
}
