using System.Numerics;

namespace Monitor.Core.Reposts.Matching;

/// <summary>Finds the offsets at which two sounds may be the same, by voting over the pairs of alike fingerprints.</summary>
internal static class SoundVotes
{
    private const int WithinBits = 6;

    /// <summary>Most pairs that are compared; of longer sounds every second, third, … fingerprint of the one votes.</summary>
    private const long MostPairs = 60_000_000;

    public static IReadOnlyList<Alignment> Find(IReadOnlyList<uint> one, IReadOnlyList<uint> other, int most, CancellationToken cancellationToken)
    {
        if (one.Count == 0 || other.Count == 0) return [];
        var votes = new OffsetVotes(-one.Count, other.Count, 1);
        uint[] others = [.. other];
        var stride = (int)Math.Max(1, (long)one.Count * others.Length / MostPairs);
        for (var at = 0; at < one.Count; at += stride)
        {
            if (one[at] == 0) continue;
            cancellationToken.ThrowIfCancellationRequested();
            for (var to = 0; to < others.Length; to++)
                if (others[to] != 0 && BitOperations.PopCount(one[at] ^ others[to]) <= WithinBits) votes.Add(to - at, 1);
        }

        return [.. votes.Peaks(most).Select(peak => new Alignment(Math.Round(peak.OffsetMs - 0.5) * SoundTrack.StepMs, 1, false))];
    }
}
