using Monitor.Core.Keyframes;
using Monitor.Core.Reposts.Matching;

namespace Monitor.Core.Reposts;

/// <summary>Finds the clips that may show the same as a new one: those with a frame like one of its own, most alike frames first.
/// By the picture only: a clip whose picture is nowhere alike is not compared by its sound.</summary>
internal static class RepostCandidates
{
    /// <summary>Most frames of the clip that are searched for, and how many go into one scan: that bounds the time and the hits in memory.</summary>
    private const int MostQueries = 1200, QueriesAtOnce = 64;

    /// <summary>Item ids, the likeliest first.</summary>
    public static IReadOnlyList<long> Find(FrameIndex index, long mediaItemId, IReadOnlyList<HashedFrame> track, CancellationToken cancellationToken)
    {
        var votes = new Dictionary<long, (int Queries, int Last, long Nearness)>();
        var asked = 0;
        foreach (var some in IndexedFrames.ToSearch(track, MostQueries).Chunk(QueriesAtOnce))
        {
            foreach (var hit in index.Within([.. some.Select(frame => frame.Hash)], PictureReading.NearBits, mediaItemId, cancellationToken).OrderBy(hit => hit.Query))
            {
                var query = asked + hit.Query;
                var known = votes.GetValueOrDefault(hit.MediaItemId, (0, -1, 0));
                // However often a frame is met in the other clip, it is one frame of this.
                votes[hit.MediaItemId] = known.Last == query ? known : (known.Queries + 1, query, known.Nearness + PictureReading.NearBits + 1 - hit.Bits);
            }

            asked += some.Length;
        }

        return [.. votes.OrderByDescending(pair => pair.Value.Queries).ThenByDescending(pair => pair.Value.Nearness).ThenBy(pair => pair.Key).Select(pair => pair.Key)];
    }
}
