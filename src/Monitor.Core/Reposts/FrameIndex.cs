using Monitor.Core.Keyframes;

namespace Monitor.Core.Reposts;

/// <summary>Every hashed frame of the archive in memory, 41 bytes each, and exact search by how many bits hashes differ: each is compared with each. One may write and any number
/// search at once; a search sees the index as it was when it began.</summary>
public sealed class FrameIndex
{
    /// <summary>Most hits of a query that <see cref="Within"/> keeps.</summary>
    public const int MostHits = 2_000;

    /// <summary>Most hits of a query in one media item that <see cref="Within"/> keeps: clips of one static shot would leave no room for others.</summary>
    public const int MostHitsOfAnItem = 40;

    private const int MostHitsOfAll = 1_000_000, LeastGoneToCompact = 4_096;

    private readonly Lock writing = new();
    private readonly bool usesVectors;
    private Dictionary<long, FrameRun> runs = [];
    private FrameRows rows = new();

    public FrameIndex() : this(usesVectors: true)
    {
    }

    internal FrameIndex(bool usesVectors) => this.usesVectors = usesVectors;

    /// <summary>Frames that are searched.</summary>
    public int Count => Volatile.Read(ref rows).Live;

    /// <summary>Puts the frames of a media item in the place of those it had.</summary>
    public void Put(long mediaItemId, IReadOnlyList<HashedFrame> frames)
    {
        lock (writing)
        {
            FrameRun? gone = runs.TryGetValue(mediaItemId, out var old) ? old : null;
            if (gone is null && frames.Count == 0) return;
            var next = rows.Next(gone, mediaItemId, frames, out var run);
            if (frames.Count == 0) runs.Remove(mediaItemId);
            else runs[mediaItemId] = run;
            var isSparse = next.Count - next.Live > Math.Max(next.Live, LeastGoneToCompact);
            Volatile.Write(ref rows, isSparse ? next.Compact(out runs) : next);
        }
    }

    public void Remove(long mediaItemId) => Put(mediaItemId, []);

    /// <summary>The media items with a frame within so many bits of the query or its mirrored picture, nearest first, each with its nearest frame. Frames of any quality.</summary>
    public IReadOnlyList<NearFrame> Nearest(PerceptualHash query, int most, int withinBits, CancellationToken cancellationToken)
    {
        var seen = Volatile.Read(ref rows);
        var split = SplitHash.Of(query);
        var nearest = new NearestItems(Math.Max(0, most), most > 0 ? withinBits : -1);
        Span<int> found = stackalloc int[FrameScan.StretchRows];
        for (var from = 0; from < seen.Count && nearest.WithinBits >= 0; from += FrameScan.StretchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = FrameScan.Find(seen.Stretch(from), split, nearest.WithinBits, usesVectors, found);
            foreach (var at in found[..count])
            {
                if (from + at >= seen.Count) break;
                var (bits, isMirrored) = split.DistanceTo(seen.HashAt(from + at));
                if (bits <= nearest.WithinBits && seen.IsLive(from + at)) nearest.Add(seen.ItemAt(from + at), from + at, bits, isMirrored);
            }
        }

        return [.. nearest.InOrder().Select(item => new NearFrame(seen.ItemAt(item.Row), seen.TimeAt(item.Row), seen.HashAt(item.Row).Join(), seen.QualityAt(item.Row), item.Bits, item.IsMirrored))];
    }

    /// <summary>The frames of other media items within so many bits of any query or its mirrored picture, in order of the queries and each nearest first. Frames whose quality
    /// is below <see cref="HashedFrame.LeastQuality"/> are left out: they are near too many. Of a query the nearest 2,000 are kept, of them 40 in one media item; fewer where more
    /// than 500 queries are asked at once, a million in all: a hostile archive of equal frames would exhaust the memory.</summary>
    public IReadOnlyList<FrameHit> Within(IReadOnlyList<PerceptualHash> queries, int withinBits, long exceptMediaItemId, CancellationToken cancellationToken)
    {
        var seen = Volatile.Read(ref rows);
        var most = Math.Clamp(MostHitsOfAll / Math.Max(1, queries.Count), 1, MostHits);
        var splits = queries.Select(SplitHash.Of).ToArray();
        var hits = queries.Select(_ => new HitsOfQuery(most, Math.Min(most, MostHitsOfAnItem), withinBits)).ToArray();
        Span<int> found = stackalloc int[FrameScan.StretchRows];
        for (var from = 0; from < seen.Count; from += FrameScan.StretchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stretch = seen.Stretch(from);
            for (var query = 0; query < splits.Length; query++)
            {
                if (hits[query].WithinBits < 0) continue;
                var count = FrameScan.Find(stretch, splits[query], hits[query].WithinBits, usesVectors, found);
                foreach (var at in found[..count])
                    if (from + at < seen.Count) Judge(seen, from + at, splits[query], query, exceptMediaItemId, hits[query]);
            }
        }

        return [.. hits.SelectMany(ofQuery => ofQuery.End())];
    }

    private static void Judge(FrameRows seen, int row, in SplitHash split, int query, long exceptMediaItemId, HitsOfQuery hits)
    {
        if (seen.QualityAt(row) < HashedFrame.LeastQuality || seen.ItemAt(row) == exceptMediaItemId || !seen.IsLive(row)) return;
        var (bits, isMirrored) = split.DistanceTo(seen.HashAt(row));
        // The hits of this stretch may have narrowed what counts.
        if (bits <= hits.WithinBits) hits.Add(new FrameHit(query, seen.ItemAt(row), seen.TimeAt(row), bits, isMirrored));
    }
}
