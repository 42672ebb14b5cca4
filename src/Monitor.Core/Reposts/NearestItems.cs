namespace Monitor.Core.Reposts;

/// <summary>The nearest media items so far, each with its nearest frame. Once there are enough, only what is nearer than the last of them is looked at.</summary>
internal sealed class NearestItems(int most, int withinBits)
{
    private readonly Dictionary<long, (int Row, int Bits, bool IsMirrored)> items = [];

    /// <summary>What a frame must not differ by more than.</summary>
    public int WithinBits { get; private set; } = withinBits;

    public void Add(long mediaItemId, int row, int bits, bool isMirrored)
    {
        if (items.TryGetValue(mediaItemId, out var known) && known.Bits <= bits) return;
        items[mediaItemId] = (row, bits, isMirrored);
        if (items.Count >= (2L * most) + 64) Narrow();
    }

    public IEnumerable<(int Row, int Bits, bool IsMirrored)> InOrder() => items.OrderBy(item => item.Value.Bits).ThenBy(item => item.Key).Take(most).Select(item => item.Value);

    private void Narrow()
    {
        foreach (var (mediaItemId, _) in items.OrderBy(item => item.Value.Bits).ThenBy(item => item.Key).Skip(most).ToList()) items.Remove(mediaItemId);
        WithinBits = items.Values.Max(item => item.Bits) - 1;
    }
}
