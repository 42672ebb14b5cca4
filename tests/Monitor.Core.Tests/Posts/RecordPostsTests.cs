using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Fetching;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Posts;

/// <summary>What makes a version, and what is kept of what a channel takes back.</summary>
public sealed class RecordPostsTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Record_OtherViewsTokenAndDuration_AddsNoVersion()
    {
        await RecordAsync(Post("text", "https://cdn.example/a.mp4?token=1", views: 10));
        await RecordAsync(Post("text", "https://cdn.example/a.mp4?token=2", views: 99));
        await using var db = database.CreateDbContext();
        Assert.Equal((1, 1, 1, 1), (await db.PostVersions.CountAsync(), await db.MediaSources.CountAsync(), await db.PostObservations.CountAsync(), await db.StageRuns.CountAsync(run => run.Stage == StageKind.Download)));
        Assert.EndsWith("token=2", (await db.MediaSources.SingleAsync()).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_IdReplayedWithAnotherVideo_KeepsBothVersionsAndBothVideos()
    {
        await RecordAsync(Post("text", "https://cdn.example/a.mp4"));
        await RecordAsync(Post("text", "https://cdn.example/b.mp4"));
        await using var db = database.CreateDbContext();
        Assert.Equal((1, 2, 2), (await db.Posts.CountAsync(), await db.PostVersions.CountAsync(), await db.MediaSources.CountAsync()));
        Assert.Equal([false, true], await db.PostMedia.OrderBy(media => media.Id).Select(media => media.IsCurrent).ToListAsync());
        Assert.Equal(2, await db.StageRuns.CountAsync(run => run.Stage == StageKind.Download));
    }

    [Theory]
    [InlineData(ChannelKind.Feed, 2)]
    [InlineData(ChannelKind.Telegram, 1)]
    public async Task Record_TwoPostsWhoseVideosDifferByTokenOnly_AreTwoSourcesInAFeed(ChannelKind kind, int sources)
    {
        await RecordAsync(Post("one", "https://a.example/v.mp4?token=1"), kind: kind);
        await RecordAsync(Post("two", "https://a.example/v.mp4?token=2") with { NativeId = "8" }, kind: kind);
        await RecordAsync(Post("two", "https://a.example/v.mp4?token=3") with { NativeId = "8" }, kind: kind);
        await using var db = database.CreateDbContext();
        Assert.Equal(sources, await db.MediaSources.CountAsync());
    }

    [Fact]
    public async Task Record_EditAndEditBack_AreThreeVersions()
    {
        foreach (var text in new[] { "one", "two", "one" }) await RecordAsync(Post(text, null));
        await using var db = database.CreateDbContext();
        Assert.Equal(["one", "two", "one"], await db.PostVersions.OrderBy(version => version.Ordinal).Select(version => version.Text).ToListAsync());
        Assert.Equal(3, (await db.Posts.SingleAsync()).Revision);
    }

    [Fact]
    public async Task Record_StageLeftOutAndPutBack_RunsForTheOldPost()
    {
        await RecordAsync(Post("text", "https://cdn.example/a.mp4"), stages: "Keyframes");
        await using (var db = database.CreateDbContext())
            Assert.Equal((StageState.Skipped, OutcomeReason.NotInPipeline), await db.StageRuns.Where(run => run.Stage == StageKind.Download).Select(run => new ValueTuple<StageState, OutcomeReason?>(run.State, run.Reason)).SingleAsync());
        await RecordAsync(Post("text", "https://cdn.example/a.mp4"), stages: "Download,Keyframes");
        await using var after = database.CreateDbContext();
        Assert.Equal(StageState.Pending, (await after.StageRuns.SingleAsync(run => run.Stage == StageKind.Download)).State);
    }

    [Fact]
    public async Task Record_AlbumPartLaterOnItsOwn_IsTheSamePost()
    {
        await RecordAsync(Post("album", null) with { Aliases = ["8", "9"] });
        await RecordAsync(new ReadPost("8") { Text = "album", Html = "album" });
        await using var db = database.CreateDbContext();
        Assert.Equal((1, 2), (await db.Posts.CountAsync(), await db.PostAliases.CountAsync()));
    }

    [Fact]
    public async Task Record_AlbumAndItsPartOnOnePageWithOneVideo_AreOnePostAndNoFault()
    {
        var album = Post("album", "https://cdn.example/a.mp4") with { Aliases = ["8"] };
        await RecordAsync(album);
        for (var poll = 0; poll < 2; poll++) await RecordAsync([Post("part", "https://cdn.example/b.mp4") with { NativeId = "8" }, Post("album", "https://cdn.example/b.mp4")], "Download");
        await using var db = database.CreateDbContext();
        Assert.Equal((1, 2, 2), (await db.Posts.CountAsync(), await db.PostVersions.CountAsync(), await db.PostMedia.CountAsync()));
    }

    private static ReadPost Post(string text, string? video, long? views = null) => new("7")
    {
        Text = text,
        Html = text,
        Views = views,
        Media = video is null ? [] : [new ReadMedia(MediaKind.Video, video) { DurationSeconds = views }],
    };

    private Task RecordAsync(ReadPost post, string stages = "Download", ChannelKind kind = ChannelKind.Telegram) => RecordAsync([post], stages, kind);

    private Task RecordAsync(ReadPost[] posts, string stages, ChannelKind kind = ChannelKind.Telegram) => database.Gate.WriteAsync(async db =>
    {
        var channel = await db.Channels.FirstOrDefaultAsync();
        if (channel is null) db.Channels.Add(channel = new Channel { Pipeline = "a", Name = "b" });
        (channel.Stages, channel.Kind) = (stages, kind);
        var exchange = new Exchange();
        db.Exchanges.Add(exchange);
        await db.SaveChangesAsync();
        await new RecordPosts(database.Clock).RunAsync(db, channel, posts, new PostOrigin(exchange.Id), CancellationToken.None);
    }, CancellationToken.None);
}
