using Monitor.Core.Keyframes;
using Monitor.Core.Reposts;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Searches while another thread writes: the index grows, is cleared of what is gone, and is always seen whole.</summary>
public sealed class FrameIndexConcurrencyTests
{
    private const int Versions = 3_000;

    [Fact]
    public async Task Searches_WhileItemsAreReplaced_SeeOneVersionWhole()
    {
        var random = new Random(8);
        var (first, second) = (RandomFrames.Any(random, 1)[0].Hash, RandomFrames.Any(random, 1)[0].Hash);
        var index = new FrameIndex();
        index.Put(1, [new HashedFrame(0, first, 100), new HashedFrame(0, second, 100)]);
        using var ended = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadUntil(index, first, second, ended.Token))).ToArray();
        for (var version = 1; version <= Versions; version++)
        {
            index.Put(1, [new HashedFrame(version, first, 100), new HashedFrame(version, second, 100)]);
            index.Put(2 + (version % 40), RandomFrames.Any(random, random.Next(30)));
            if (version % 7 == 0) index.Remove(2 + random.Next(40));
        }

        await ended.CancelAsync();
        foreach (var seen in await Task.WhenAll(readers)) Assert.Equal(Versions, seen);
    }

    /// <summary>Searches until told to end and once more; returns the last version seen.</summary>
    private static long ReadUntil(FrameIndex index, PerceptualHash first, PerceptualHash second, CancellationToken ended)
    {
        long last = 0;
        for (var isLast = false; ; isLast = ended.IsCancellationRequested)
        {
            var hits = index.Within([first, second], 0, 0, default);
            Assert.Equal(2, hits.Count);
            Assert.Equal(hits[0].TimeMs, hits[1].TimeMs);
            Assert.True(hits[0].TimeMs >= last);
            last = hits[0].TimeMs;
            Assert.InRange(Assert.Single(index.Nearest(second, 5, 0, default)).TimeMs, last, Versions);
            if (isLast) return last;
        }
    }
}
