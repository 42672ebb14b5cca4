namespace Monitor.Core.Reposts;

/// <summary>The nearest hits of one query so far, in bounded memory: at most so many of one media item, whose frames come one after the other, and so many of all.</summary>
internal sealed class HitsOfQuery(int most, int mostOfAnItem, int withinBits)
{
    private static readonly Comparer<FrameHit> NearestFirst = Comparer<FrameHit>.Create((one, other) =>
        one.Bits != other.Bits ? one.Bits.CompareTo(other.Bits) : one.MediaItemId != other.MediaItemId ? one.MediaItemId.CompareTo(other.MediaItemId) : one.TimeMs.CompareTo(other.TimeMs));

    private readonly List<FrameHit> hits = [];
    private int itemStart, itemWithinBits = withinBits;

    /// <summary>What a frame must not differ by more than; less once there are enough, below 0 where nothing can be nearer.</summary>
    public int WithinBits { get; private set; } = withinBits;

    public void Add(in FrameHit hit)
    {
        if (hits.Count > itemStart && hits[^1].MediaItemId != hit.MediaItemId) EndItem();
        if (hit.Bits > itemWithinBits) return;
        hits.Add(hit);
        // A static shot of hours is thousands of hits: equal ones are turned away before they are sorted.
        if (hits.Count - itemStart >= 2 * mostOfAnItem) itemWithinBits = Keep(itemStart, mostOfAnItem) - 1;
    }

    /// <summary>The hits, nearest first.</summary>
    public IReadOnlyList<FrameHit> End()
    {
        EndItem();
        Keep(0, most);
        return hits;
    }

    private void EndItem()
    {
        Keep(itemStart, mostOfAnItem);
        if (hits.Count >= 2 * most) WithinBits = Keep(0, most) - 1;
        itemStart = hits.Count;
        itemWithinBits = WithinBits;
    }

    /// <summary>Sorts the hits from <paramref name="start"/> on, and leaves the nearest; returns the bits of the last of them.</summary>
    private int Keep(int start, int count)
    {
        hits.Sort(start, hits.Count - start, NearestFirst);
        if (hits.Count > start + count) hits.RemoveRange(start + count, hits.Count - start - count);
        return hits.Count > 0 ? hits[^1].Bits : 0;
    }
}
