using System.Collections.Concurrent;
using Monitor.Core.Keyframes;
using Monitor.Core.Reposts;
using Monitor.Core.Reposts.Matching;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Many unrelated clips, and clips of hostile size.</summary>
public sealed class ClipLibraryTests(ITestOutputHelper output)
{
    private const int Films = 1700, Rooms = 300, FilmSeconds = 6, RoomSeconds = 14;

    /// <summary>Compares every clip with each that has a frame like one of its own, as the stage would; 300 of them are people before one wall, silent.</summary>
    [Fact]
    public void Compare_TwoThousandUnrelatedClips_MatchesNoneAndFindsTheCopies()
    {
        var tracks = new IReadOnlyList<HashedFrame>[Films + Rooms];
        Parallel.For(0, tracks.Length, at => tracks[at] = at < Films ? SyntheticTrack.Film(at, FilmSeconds) : SyntheticTrack.Room(7, at, RoomSeconds));
        var pairs = new ConcurrentBag<string>();
        var (compared, alike) = (0, 0);
        Parallel.For(0, tracks.Length, at =>
        {
            var one = new ComparedClip(tracks[at], [], 0);
            for (var other = 0; other < at; other++)
            {
                // The cheap look of the index, both ways round.
                if (!HasNearFrame(tracks[at], tracks[other])) continue;
                Interlocked.Increment(ref compared);
                var match = ClipMatcher.Compare(one, new ComparedClip(tracks[other], [], 0), default);
                if (match.Verdict != MatchVerdict.NothingAlike) Interlocked.Increment(ref alike);
                if (match.IsMatch) pairs.Add($"{at} {other}: {match.Explanation}");
            }
        });
        output.WriteLine($"{compared} pairs have a frame alike, {alike} a stretch of alike frames, {pairs.Count} match");
        Assert.True(alike > 100, "The rooms are to look alike.");
        Assert.Empty(pairs);
        foreach (var at in new[] { 0, 500, Films, Films + 200 })
            Assert.True(ClipMatcher.Compare(new ComparedClip(tracks[at], [], 0), new ComparedClip(SyntheticTrack.Again(tracks[at], 1, 2), [], 0), default).IsMatch, $"copy of {at}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Compare_HundredThousandFrames_EndsWithAnAnswer(bool isStatic)
    {
        var (one, other) = (Long(1, isStatic), Long(isStatic ? 1 : 2, isStatic));
        var match = ClipMatcher.Compare(new ComparedClip(one, Sound(1, 200_000), 0), new ComparedClip(other, Sound(2, 200_000), 0), default);
        output.WriteLine(match.Explanation);
        Assert.False(match.IsMatch);
    }

    [Fact]
    public void Compare_HundredThousandFramesWithALongPartInCommon_FindsIt()
    {
        var (one, other) = (Long(1, isStatic: false), Long(2, isStatic: false));
        var shared = one.Skip(30_000).Take(4000).ToList();
        var whole = other.Select((frame, at) => at is >= 70_000 and < 74_000 ? frame with { Hash = shared[at - 70_000].Hash } : frame).ToList();
        var match = ClipMatcher.Compare(new ComparedClip(one, [], 0), new ComparedClip(whole, [], 0), default);
        Assert.True(match.IsMatch);
        Assert.InRange(match.OffsetMs, 9_999_000, 10_001_000);
        Assert.InRange(match.LengthMs, 990_000, 1_010_000);
    }

    [Fact]
    public void Compare_TimesThatAreNone_EndsWithAnAnswer()
    {
        var track = SyntheticTrack.Film(1, 10);
        HashedFrame[][] hostile =
        [
            [], [track[0]], [.. track.Select(frame => frame with { TimeMs = 0 })], [.. track.Select((frame, at) => frame with { TimeMs = uint.MaxValue - (at * 1_000_000L) })],
            [.. track.Reverse()], [.. track.Select(frame => frame with { Quality = 0 })],
        ];
        foreach (var one in hostile)
            foreach (var other in hostile.Append([.. track]))
                Assert.NotNull(ClipMatcher.Compare(new ComparedClip(one, [], 0), new ComparedClip(other, [0, 0, 0], long.MaxValue / 4), default).Explanation);
    }

    [Fact]
    public void Compare_Cancelled_Stops()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        var clip = new ComparedClip(SyntheticTrack.Film(1, 10), [], 0);
        Assert.Throws<OperationCanceledException>(() => ClipMatcher.Compare(clip, clip, cancel.Token));
    }

    private static bool HasNearFrame(IReadOnlyList<HashedFrame> one, IReadOnlyList<HashedFrame> other)
    {
        for (var at = 0; at < one.Count; at++)
            for (var to = 0; to < other.Count; to += 4)
                if (one[at].Hash.DistanceTo(other[to].Hash) <= 31) return true;
        return false;
    }

    /// <summary>Seven hours at four frames a second: random pictures, or one that hardly changes.</summary>
    private static List<HashedFrame> Long(int seed, bool isStatic)
    {
        var random = new Random(seed);
        PerceptualHash Next() => new((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64());
        var still = Next();
        return [.. Enumerable.Range(0, 100_000).Select(at => new HashedFrame(at * 250L, isStatic ? still with { A = still.A ^ (1UL << random.Next(64)) } : Next(), 100))];
    }

    private static uint[] Sound(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (uint)random.NextInt64(1, uint.MaxValue))];
    }
}
