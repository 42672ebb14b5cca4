using Monitor.Core.Keyframes;
using Monitor.Core.Reposts;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Frames in a list, compared one by one.</summary>
internal sealed class PlainFrames
{
    private readonly Dictionary<long, IReadOnlyList<HashedFrame>> items = [];

    public int Count => items.Values.Sum(frames => frames.Count);

    public void Put(long mediaItemId, IReadOnlyList<HashedFrame> frames) => items[mediaItemId] = frames;

    /// <summary>All items that are near enough, the nearest first, each with its first nearest frame.</summary>
    public IReadOnlyList<NearFrame> Nearest(PerceptualHash query, int withinBits) =>
    [
        .. items.SelectMany(item => item.Value.Select(frame => Compare(query, item.Key, frame))).Where(near => near.Bits <= withinBits)
            .GroupBy(near => near.MediaItemId).Select(item => item.MinBy(near => near.Bits)).OrderBy(near => near.Bits).ThenBy(near => near.MediaItemId),
    ];

    public IReadOnlyList<FrameHit> Within(IReadOnlyList<PerceptualHash> queries, int withinBits, long exceptMediaItemId) =>
    [
        .. queries.SelectMany((query, at) => items.Where(item => item.Key != exceptMediaItemId).SelectMany(item => item.Value.Select(frame => Compare(query, item.Key, frame)))
            .Where(near => near.Bits <= withinBits && near.Quality >= 50).Select(near => new FrameHit(at, near.MediaItemId, near.TimeMs, near.Bits, near.IsMirrored)))
            .OrderBy(hit => hit.Query).ThenBy(hit => hit.Bits).ThenBy(hit => hit.MediaItemId).ThenBy(hit => hit.TimeMs),
    ];

    private static NearFrame Compare(PerceptualHash query, long mediaItemId, HashedFrame frame)
    {
        var (straight, mirrored) = (query.DistanceTo(frame.Hash), query.Mirrored().DistanceTo(frame.Hash));
        return new NearFrame(mediaItemId, frame.TimeMs, frame.Hash, frame.Quality, Math.Min(straight, mirrored), mirrored < straight);
    }
}
