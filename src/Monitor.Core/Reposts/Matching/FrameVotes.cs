using System.Numerics;
using Monitor.Core.Keyframes;

namespace Monitor.Core.Reposts.Matching;

/// <summary>Finds the offsets at which two tracks may show the same, by voting over the pairs of alike frames.</summary>
internal static class FrameVotes
{
    /// <summary>A copy under a large logo differs by about 54 bits at the median, unlike pictures by about 128.</summary>
    private const int WithinBits = 64;

    /// <summary>Most pairs that are compared; of longer tracks every second, third, … frame of the one votes.</summary>
    private const long MostPairs = 60_000_000;

    private const double BinMs = 250;

    /// <summary>Speeds that are tried: as it is, and film played for television, and back.</summary>
    private static readonly double[] Speeds = [1, 25.0 / 24, 24.0 / 25];

    public static IReadOnlyList<Alignment> Find(HashedFrame[] one, HashedFrame[] other, int most, CancellationToken cancellationToken)
    {
        if (one.Length == 0 || other.Length == 0) return [];
        var votes = Speeds.SelectMany(speed => new[] { (speed, false, Make(one, other, speed)), (speed, true, Make(one, other, speed)) }).ToArray();
        var stride = (int)Math.Max(1, (long)one.Length * other.Length / MostPairs);
        var (plain, mirrored) = (new List<(int, double)>(), new List<(int, double)>());
        for (var at = 0; at < one.Length; at += stride)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Compare(one[at].Hash, other, plain);
            Compare(one[at].Hash.Mirrored(), other, mirrored);
            foreach (var (speed, isMirrored, bins) in votes)
                Vote(one[at].TimeMs * speed, other, isMirrored ? mirrored : plain, bins);
        }

        return Best(votes, most);
    }

    private static void Compare(PerceptualHash query, HashedFrame[] other, List<(int At, double Weight)> hits)
    {
        hits.Clear();
        for (var at = 0; at < other.Length; at++)
        {
            var hash = other[at].Hash;
            var bits = BitOperations.PopCount(query.A ^ hash.A) + BitOperations.PopCount(query.B ^ hash.B);
            if (bits > WithinBits) continue;
            bits += BitOperations.PopCount(query.C ^ hash.C) + BitOperations.PopCount(query.D ^ hash.D);
            if (bits > WithinBits) continue;
            var nearness = (WithinBits + 1.0 - bits) / (WithinBits + 1);
            hits.Add((at, nearness * nearness));
        }
    }

    /// <summary>A frame that is like many others says little of the offset: all its votes together weigh as much as the one of a rare frame.</summary>
    private static void Vote(double timeMs, HashedFrame[] other, List<(int At, double Weight)> hits, OffsetVotes bins)
    {
        foreach (var (at, weight) in hits) bins.Add(other[at].TimeMs - timeMs, weight / hits.Count);
    }

    /// <summary>Another speed is tried only where it gathers clearly more votes than the plain one.</summary>
    private static List<Alignment> Best((double Speed, bool IsMirrored, OffsetVotes Bins)[] votes, int most)
    {
        var peaks = votes.Select(vote => (vote.Speed, vote.IsMirrored, Peaks: vote.Bins.Peaks(vote.Speed == 1 ? most : 1))).ToList();
        var plain = peaks.Where(found => found.Speed == 1).SelectMany(found => found.Peaks).Select(peak => peak.Weight).DefaultIfEmpty(0).Max();
        return [.. peaks.SelectMany(found => found.Peaks.Where(peak => found.Speed == 1 ? peak.Weight >= plain / 20 : peak.Weight > 1.3 * plain)
            .Select(peak => new Alignment(peak.OffsetMs, found.Speed, found.IsMirrored)))];
    }

    private static OffsetVotes Make(HashedFrame[] one, HashedFrame[] other, double speed) =>
        new((long)(other[0].TimeMs - (one[^1].TimeMs * speed)) - 1, (long)(other[^1].TimeMs - (one[0].TimeMs * speed)) + 1, BinMs);
}

/// <summary>How times of the one are laid on times of the other: other = one × speed + offset.</summary>
internal readonly record struct Alignment(double OffsetMs, double Speed, bool IsMirrored)
{
    public double ToOther(long oneMs) => (oneMs * Speed) + OffsetMs;
}
