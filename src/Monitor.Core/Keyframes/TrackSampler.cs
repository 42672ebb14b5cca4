namespace Monitor.Core.Keyframes;

/// <summary>Hashes every frame of a pass, and keeps of them four a second, at the same moments of every clip: so that copies have theirs at the same moments too.
/// The times are known only when the pass is over.</summary>
public sealed class TrackSampler
{
    private const long StepMs = 250;

    private readonly List<(PerceptualHash Hash, byte Quality)> taken = [];

    /// <summary>The first frames of one, and those of another from a frame on.</summary>
    public static TrackSampler Join(TrackSampler first, int count, TrackSampler second, int from)
    {
        var joined = new TrackSampler();
        joined.taken.AddRange(first.taken.Take(count));
        joined.taken.AddRange(second.taken.Skip(from));
        return joined;
    }

    public void Add(SmallFrame frame)
    {
        var (hash, quality) = PdqHasher.OfGrey(frame.Grey);
        taken.Add((hash, (byte)quality));
    }

    /// <summary>Of the frames whose times are given, ascending, the nearest to each quarter of a second.</summary>
    public IReadOnlyList<HashedFrame> At(IReadOnlyList<long> times)
    {
        var track = new List<HashedFrame>();
        long step = long.MinValue, distance = 0;
        for (var frame = 0; frame < Math.Min(times.Count, taken.Count); frame++)
        {
            var nearest = (long)Math.Round(times[frame] / (double)StepMs);
            var away = Math.Abs(times[frame] - (nearest * StepMs));
            if (nearest == step && away >= distance) continue;
            var hashed = new HashedFrame(times[frame], taken[frame].Hash, taken[frame].Quality);
            if (nearest == step) track[^1] = hashed;
            else track.Add(hashed);
            (step, distance) = (nearest, away);
        }

        return track;
    }
}
