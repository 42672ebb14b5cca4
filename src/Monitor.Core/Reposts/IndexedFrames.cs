using Monitor.Core.Keyframes;

namespace Monitor.Core.Reposts;

/// <summary>Chooses the frames of a track that stand for it in the index and in a search. Pure.</summary>
internal static class IndexedFrames
{
    /// <summary>A shot that does not change is there every ten seconds.</summary>
    private const long IndexEveryMs = 1000, UnchangedEveryMs = 10_000;

    /// <summary>Frames as near as this show the same: well below the distance that is searched for.</summary>
    private const int UnchangedBits = 4;

    /// <summary>For the index: about one a second.</summary>
    public static IReadOnlyList<HashedFrame> ToKeep(IReadOnlyList<HashedFrame> track) => Choose(track, IndexEveryMs - 50);

    /// <summary>For a search: the dense track, without what does not change, and at most so many, evenly over the time.</summary>
    public static IReadOnlyList<HashedFrame> ToSearch(IReadOnlyList<HashedFrame> track, int most)
    {
        var chosen = Choose([.. track.Where(frame => frame.Quality >= HashedFrame.LeastQuality)], 0);
        return chosen.Count <= most ? chosen : [.. Enumerable.Range(0, most).Select(at => chosen[(int)((long)at * chosen.Count / most)])];
    }

    private static List<HashedFrame> Choose(IReadOnlyList<HashedFrame> track, long everyMs)
    {
        var chosen = new List<HashedFrame>();
        foreach (var frame in track)
        {
            if (chosen.Count > 0)
            {
                var (last, passed) = (chosen[^1], frame.TimeMs - chosen[^1].TimeMs);
                if (passed < everyMs || (passed < UnchangedEveryMs && frame.Hash.DistanceTo(last.Hash) <= UnchangedBits)) continue;
            }

            chosen.Add(frame);
        }

        return chosen;
    }
}
