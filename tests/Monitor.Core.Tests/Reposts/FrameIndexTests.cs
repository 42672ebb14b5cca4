using Monitor.Core.Keyframes;
using Monitor.Core.Reposts;

namespace Monitor.Core.Tests.Reposts;

/// <summary>The index against a plain list of frames that is gone through one by one; by vectors, and as on a machine without them.</summary>
public sealed class FrameIndexTests
{
    private const int AnyDistance = 256;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nearest_ItemsPutReplacedAndRemoved_IsWhatAPlainListFinds(bool usesVectors)
    {
        var random = new Random(1);
        var (index, plain) = (new FrameIndex(usesVectors), new PlainFrames());
        for (var change = 0; change < 400; change++)
        {
            var (item, frames) = (random.Next(60), change % 3 == 2 ? [] : RandomFrames.Near(random, random.Next(70)));
            plain.Put(item, frames);
            if (frames.Count == 0) index.Remove(item);
            else index.Put(item, frames);
            Assert.Equal(plain.Count, index.Count);
            if (change % 10 != 0) continue;
            var query = RandomFrames.Near(random, 1)[0].Hash;
            foreach (var withinBits in new[] { 0, 20, 31, 60, 90, AnyDistance })
                AssertSame(plain.Nearest(query, withinBits), index.Nearest(query, 15, withinBits, default), 15);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Within_ManyQueries_IsWhatAPlainListFinds(bool usesVectors)
    {
        var random = new Random(2);
        var (index, plain) = (new FrameIndex(usesVectors), new PlainFrames());
        for (var item = 0; item < 100; item++)
        {
            var frames = RandomFrames.Near(random, random.Next(40));
            plain.Put(item, frames);
            index.Put(item, frames);
        }

        var queries = RandomFrames.Near(random, 50).Select(frame => frame.Hash).ToList();
        foreach (var withinBits in new[] { -1, 0, 12, 31, 60 })
        {
            var expected = plain.Within(queries, withinBits, 7);
            Assert.Equal(expected, index.Within(queries, withinBits, 7, default));
            Assert.Equal(withinBits >= 0, expected.Count > 0);
        }
    }

    [Fact]
    public void Nearest_MirroredPicture_IsFoundAndSaysSo()
    {
        var random = new Random(3);
        var index = new FrameIndex();
        for (var item = 0; item < 50; item++) index.Put(item, RandomFrames.Any(random, 30));
        var frame = new HashedFrame(1234, RandomFrames.Any(random, 1)[0].Hash, 80);
        index.Put(77, [frame]);
        Assert.Equal([new NearFrame(77, 1234, frame.Hash, 80, 0, true)], index.Nearest(frame.Hash.Mirrored(), 5, 31, default));
        Assert.Equal([new NearFrame(77, 1234, frame.Hash, 80, 0, false)], index.Nearest(frame.Hash, 5, 31, default));
        Assert.Equal([new FrameHit(0, 77, 1234, 0, false), new FrameHit(1, 77, 1234, 0, true)], index.Within([frame.Hash, frame.Hash.Mirrored()], 31, 1, default));
    }

    [Fact]
    public void Within_FramesOfLowQuality_AreLeftOutButNearestFindsThem()
    {
        var hash = RandomFrames.Any(new Random(4), 1)[0].Hash;
        var index = new FrameIndex();
        index.Put(1, [new HashedFrame(0, hash, HashedFrame.LeastQuality - 1)]);
        index.Put(2, [new HashedFrame(0, hash, HashedFrame.LeastQuality)]);
        Assert.Equal([2L], index.Within([hash], 31, 0, default).Select(hit => hit.MediaItemId));
        Assert.Equal([1L, 2L], index.Nearest(hash, 9, 31, default).Select(near => near.MediaItemId));
    }

    [Fact]
    public void Within_ManyEqualFrames_KeepsTheNearestOfEveryItemInBounds()
    {
        var hash = RandomFrames.Any(new Random(5), 1)[0].Hash;
        var other = hash with { A = hash.A ^ 0b11 };
        var index = new FrameIndex();
        for (var item = 1; item <= 60; item++) index.Put(item, [.. Enumerable.Range(0, 500).Select(at => new HashedFrame(at, other, 100))]);
        index.Put(99, [new HashedFrame(0, hash, 100)]);
        var hits = index.Within([hash, hash], 31, 0, default);
        Assert.Equal(2 * FrameIndex.MostHits, hits.Count);
        Assert.Equal(new FrameHit(0, 99, 0, 0, false), hits[0]);
        Assert.All(hits.Where(hit => hit.Query == 1).GroupBy(hit => hit.MediaItemId), item => Assert.InRange(item.Count(), 1, FrameIndex.MostHitsOfAnItem));
        Assert.Equal(51, hits.Where(hit => hit.Query == 1).Select(hit => hit.MediaItemId).Distinct().Count());
    }

    [Fact]
    public void Within_ThousandsOfQueries_KeepsAMillionHitsInAll()
    {
        var frame = RandomFrames.Any(new Random(7), 1)[0];
        var index = new FrameIndex();
        for (var item = 1; item <= 12; item++) index.Put(item, [.. Enumerable.Repeat(frame, 60)]);
        Assert.Equal(3_000 * 333, index.Within([.. Enumerable.Repeat(frame.Hash, 3_000)], 31, 0, default).Count);
    }

    [Fact]
    public void Nearest_MoreThanEnough_GivesTheNearestOneFrameEach()
    {
        // Item n differs by 101 - n / 4 bits in its last frame, by more in those before.
        var index = new FrameIndex();
        for (var item = 0; item < 250; item++)
            index.Put(item, [.. Enumerable.Range(0, 4).Select(at => new HashedFrame(at, new PerceptualHash(0, ulong.MaxValue >> (item / 4), 0, ulong.MaxValue >> (at * 9)), 100))]);
        var found = index.Nearest(new PerceptualHash(0, 0, 0, 0), 7, AnyDistance, default);
        Assert.Equal([(248, 39), (249, 39), (244, 40), (245, 40), (246, 40), (247, 40), (240, 41)], found.Select(near => (near.MediaItemId, near.Bits)));
        Assert.All(found, near => Assert.Equal(3, near.TimeMs));
        Assert.Empty(index.Nearest(new PerceptualHash(0, 0, 0, 0), 0, AnyDistance, default));
    }

    [Fact]
    public void Searches_NothingThereOrCancelled_AreEmptyOrEnd()
    {
        var index = new FrameIndex();
        var hash = RandomFrames.Any(new Random(6), 1)[0].Hash;
        Assert.Empty(index.Nearest(hash, 5, AnyDistance, default));
        Assert.Empty(index.Within([hash], AnyDistance, 0, default));
        index.Put(1, [new HashedFrame(0, hash, 100)]);
        Assert.Empty(index.Within([], AnyDistance, 0, default));
        Assert.Throws<OperationCanceledException>(() => index.Nearest(hash, 5, AnyDistance, new CancellationToken(true)));
        Assert.Throws<OperationCanceledException>(() => index.Within([hash], AnyDistance, 0, new CancellationToken(true)));
    }

    private static void AssertSame(IReadOnlyList<NearFrame> expected, IReadOnlyList<NearFrame> found, int most)
    {
        Assert.Equal(expected.Take(most).Select(near => near.Bits), found.Select(near => near.Bits));
        // Of items that are equally near at the end, any will do.
        Assert.All(found, near => Assert.Contains(near, expected));
    }
}
