using Monitor.Core.Media.Ffmpeg;

namespace Monitor.Core.Keyframes;

/// <summary>Hashes some four frames of each second. The times are known only when the pass is over, so it counts frames by the rate that the container claims.</summary>
public sealed class TrackSampler(MediaProbe probe, bool isThinned)
{
    private const double PerSecond = 4, LeastMs = 200;

    private readonly int every = Every(probe, isThinned);
    private readonly List<(int Frame, PerceptualHash Hash, int Quality)> taken = [];
    private int count;

    public void Add(SmallFrame frame)
    {
        if (count % every == 0)
        {
            var (hash, quality) = PdqHasher.OfGrey(frame.Grey);
            taken.Add((count, hash, quality));
        }

        count++;
    }

    /// <summary>The hashes with their times, at least 200 ms apart; frames without a time are left out.</summary>
    public IReadOnlyList<HashedFrame> At(Func<int, long?> time)
    {
        var track = new List<HashedFrame>();
        foreach (var (frame, hash, quality) in taken)
            if (time(frame) is { } at && (track.Count == 0 || at - track[^1].TimeMs >= LeastMs)) track.Add(new HashedFrame(at, hash, quality));
        return track;
    }

    /// <summary>Of frames that are thinned about every second one is there.</summary>
    private static int Every(MediaProbe probe, bool isThinned)
    {
        if (probe.Frames is not > 0 || probe.DurationMs is not > 0) return 1;
        var rate = probe.Frames.Value * 1000.0 / probe.DurationMs.Value / (isThinned ? 2 : 1);
        return (int)Math.Clamp(rate / PerSecond, 1, 60);
    }
}
