using Monitor.Core.Keyframes;
using Monitor.Core.Reposts;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Searches while another thread writes: the index grows, is cleared of what is gone, and is always seen whole.</summary>
public sealed class FrameIndexConcurrencyTests
{
    private const int Searches = 300, LeastVersions = 3_000;

    [Fact]
    public async Task Searches_WhileItemsAreReplaced_SeeOneVersionWhole()
    {
        var random = new Random(8);
        var (first, second) = (RandomFrames.Any(random, 1)[0].Hash, RandomFrames.Any(random, 1)[0].Hash);
        var index = new FrameIndex();
        // So much to go through before the item that it is replaced while a search is on its way there.
        for (var other = 100; other < 140; other++) index.Put(other, RandomFrames.Any(random, 500));
        index.Put(1, [new HashedFrame(0, first, 100), new HashedFrame(0, second, 100)]);
        var readers = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Read(index, first, second))));
        long version = 0;
        while (!readers.IsCompleted || version < LeastVersions)
        {
            version++;
            index.Put(1, [new HashedFrame(version, first, 100), new HashedFrame(version, second, 100)]);
            index.Put(2 + (version % 40), RandomFrames.Any(random, random.Next(30)));
            if (version % 7 == 0) index.Remove(2 + random.Next(40));
        }

        await readers;
        Assert.Equal(version, index.Nearest(first, 5, 0, default).Single().TimeMs);
    }

    private static void Read(FrameIndex index, PerceptualHash first, PerceptualHash second)
    {
        long last = 0;
        for (var search = 0; search < Searches; search++)
        {
            var hits = index.Within([first, second], 0, 0, default);
            Assert.Equal(2, hits.Count);
            Assert.Equal(hits[0].TimeMs, hits[1].TimeMs);
            Assert.True(hits[0].TimeMs >= last);
            last = Assert.Single(index.Nearest(second, 5, 0, default)).TimeMs;
            Assert.True(last >= hits[0].TimeMs);
        }
    }
}
