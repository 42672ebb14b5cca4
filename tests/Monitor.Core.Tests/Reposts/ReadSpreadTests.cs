using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Posts;
using Monitor.Core.Reposts;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Where a clip was published: copies, forwards, and who was first.</summary>
public sealed class ReadSpreadTests : IAsyncLifetime, IDisposable
{
    private readonly CopiedClips clips = new();

    /// <summary>Three channels; clip 1 in posts 1 and 2, its copy 2 in post 3.</summary>
    public async Task InitializeAsync()
    {
        await clips.ChannelAsync(1, "one");
        await clips.ChannelAsync(2, "two");
        await clips.ChannelAsync(3, "three");
        await clips.PostAsync(1, 1, 10, null, 1);
        await clips.PostAsync(2, 2, 30, null, 1);
        await clips.PostAsync(3, 3, 5, null, 2);
        await clips.GroupAsync(1, 1, 2);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => clips.Dispose();

    [Fact]
    public async Task Spread_OfACopiedClip_IsInTheOrderOfPublication()
    {
        await clips.MatchAsync(1, 2, 12_000, 2_000, 28_000, isMirrored: true);
        var spread = await ReadAsync(1);
        Assert.Equal([(3L, SpreadLink.Copy), (1, SpreadLink.SameFile), (2, SpreadLink.SameFile)], spread.Rows.Select(row => (row.PostId, row.Link)));
        Assert.Equal(("THREE", true, 31), (spread.Rows[0].ChannelTitle, spread.Rows[0].Copy!.IsMirrored, spread.Rows[0].Copy!.Match!.FramesAlike));
        Assert.False(spread.Rows[1].Copy!.IsMirrored);
        Assert.Empty(spread.Origins);
        // The same from the copy's side.
        Assert.Equal([(3L, SpreadLink.SameFile), (1, SpreadLink.Copy), (2, SpreadLink.Copy)], (await ReadAsync(3)).Rows.Select(row => (row.PostId, row.Link)));
    }

    [Fact]
    public async Task Spread_AfterACopyWasSplitOff_ShowsItOnlyAmongTheGroup()
    {
        await new JudgeReposts(clips.Database.Gate, clips.Database.Clock).SplitAsync(new Actor("ann"), 1, 2, null, default);
        var spread = await ReadAsync(1);
        Assert.Equal([1L, 2], spread.Rows.Select(row => row.PostId));
        Assert.Equal([(1L, CopyState.Suggested), (2, CopyState.Split)], Assert.Single(spread.Groups).Copies.Select(copy => (copy.MediaItemId, copy.State)));
        Assert.Equal([3L], (await ReadAsync(3)).Rows.Select(row => row.PostId));
        Assert.Equal(new Dictionary<long, int> { [1] = 2, [2] = 1 }, await clips.ReadAsync(db => CountCopies.RunAsync(db, [1, 2], default)));
    }

    [Fact]
    public async Task Counted_PostsOfAClip_AreThoseOfItsCopiesToo()
    {
        await clips.PostAsync(9, 1, 9, null, 1, 2);
        Assert.Equal(new Dictionary<long, int> { [1] = 4, [2] = 4 }, await clips.ReadAsync(db => CountCopies.RunAsync(db, [1, 2], default)));
    }

    [Fact]
    public async Task Forwards_WhoseOwnClipIsMissing_AreJoinedInBothWays()
    {
        // 4 forwards post 1 and kept nothing; post 5 is what post 2's latest version was forwarded from, and kept nothing either; 6 forwards 5.
        await clips.GapAsync(4, 3, 40, "https://t.me/one/1?single");
        await clips.GapAsync(5, 1, 1);
        await EditAsync(2, "https://t.me/one/5");
        await clips.GapAsync(6, 3, 50, "https://t.me/one/5");
        await clips.GapAsync(7, 3, 60, "https://t.me/one/777");
        var spread = await ReadAsync(1);
        Assert.Equal([(5L, SpreadLink.Origin), (3, SpreadLink.Copy), (1, SpreadLink.SameFile), (2, SpreadLink.SameFile), (4, SpreadLink.Forward), (6, SpreadLink.Forward)], spread.Rows.Select(row => (row.PostId, row.Link)));
        Assert.Equal([null, null, null, 5L, 1, 5], spread.Rows.Select(row => row.ForwardedFromId));
        Assert.NotNull(spread.Rows[0].Gap);
        Assert.Null(spread.Rows[1].Gap);
        Assert.Empty(spread.Origins);
        // Seen from a forward whose own clip is missing, the posts of its origin are there too.
        Assert.Contains(1L, (await ReadAsync(4)).Rows.Select(row => row.PostId));
    }

    [Fact]
    public async Task Forward_ThatIsNoLongerOne_IsNotJoinedIn()
    {
        await clips.GapAsync(4, 3, 40, "https://t.me/one/1");
        await EditAsync(4, null);
        Assert.DoesNotContain(4L, (await ReadAsync(1)).Rows.Select(row => row.PostId));
    }

    [Fact]
    public async Task Forward_OfAnAlbumsPart_NamesTheAlbum()
    {
        await clips.Database.Gate.WriteAsync(async db => await db.PostAliases.AddAsync(new PostAlias { ChannelId = 1, NativeId = "2001", PostId = 1 }), default);
        await clips.GapAsync(4, 3, 40, "https://t.me/one/2001?single");
        var row = (await ReadAsync(1)).Rows.Single(row => row.PostId == 4);
        Assert.Equal((SpreadLink.Forward, 1L), (row.Link, row.ForwardedFromId!.Value));
        // The same number in another channel is another post.
        await clips.GapAsync(5, 3, 41, "https://t.me/two/2001");
        Assert.DoesNotContain(5L, (await ReadAsync(1)).Rows.Select(other => other.PostId));
    }

    [Fact]
    public async Task Origins_NotInTheArchive_AreNamedAndJoinTheirForwards()
    {
        await EditAsync(1, "https://t.me/elsewhere/12");
        await EditAsync(2, "https://t.me/One/900");
        await EditAsync(3, "Пётр без канала");
        await clips.GapAsync(4, 3, 40, "https://t.me/elsewhere/12");
        await clips.GapAsync(5, 3, 41, "Пётр без канала");
        var spread = await ReadAsync(1);
        // A name is nobody's post: what else carries it may be of something else.
        Assert.Equal([3L, 1, 2, 4], spread.Rows.Select(row => row.PostId));
        Assert.Equal([("Пётр без канала", false, "3"), ("https://t.me/elsewhere/12", false, "1 4"), ("https://t.me/One/900", true, "2")], spread.Origins.Select(origin => (origin.Name, origin.IsWatched, string.Join(' ', origin.Posts))));
    }

    [Fact]
    public async Task Spread_OfAPartAndOfAPost_SaysWhatIsPartialAndWhichClip()
    {
        await clips.StretchAsync(1, 2, 100_000, 160_000, 1_800_000);
        await clips.PostAsync(8, 1, 8, null, 5, 1);
        var spread = await ReadAsync(8);
        // Of two clips the one that has copies is taken; the other one can be asked for.
        Assert.Equal((1L, 2), (spread.Clip!.MediaItemId, spread.Clips.Count));
        Assert.Equal([(3L, true), (8, false), (1, false), (2, false)], spread.Rows.Select(row => (row.PostId, row.Copy!.IsPartial)));
        Assert.Equal([8L], (await clips.ReadAsync(db => ReadSpread.RunAsync(db, 8, 5, default)))!.Rows.Select(row => row.PostId));
        Assert.Null(await clips.ReadAsync(db => ReadSpread.RunAsync(db, 8, 2, default)));
        Assert.Null(await clips.ReadAsync(db => ReadSpread.RunAsync(db, 99, null, default)));
    }

    [Theory]
    [InlineData("https://t.me/one/12", true, "t.me/one")]
    [InlineData("https://t.me/s/One", false, "t.me/one")]
    [InlineData("https://t.me/one/12?single", true, "t.me/one")]
    [InlineData("http://127.0.0.1:18765/zavod_live/101", true, "127.0.0.1:18765/zavod_live")]
    [InlineData("Завод Live", false, null)]
    [InlineData("https://", false, null)]
    public void ForwardAddress_OfAddressesAndNames_TellsPostsAndChannels(string origin, bool isPost, string? channel) => Assert.Equal((isPost, channel), (ForwardAddress.IsPost(origin), ForwardAddress.ChannelOf(origin)));

    private async Task EditAsync(long post, string? forwardedFrom) => await clips.Database.Gate.WriteAsync(async db => await db.PostVersions.AddAsync(new PostVersion { PostId = post, Ordinal = 2, Fingerprint = "2", ForwardedFrom = forwardedFrom, ReadAt = DateTimeOffset.UnixEpoch, ExchangeId = 1 }), default);

    private async Task<Spread> ReadAsync(long post) => (await clips.ReadAsync(db => ReadSpread.RunAsync(db, post, null, default)))!;
}
