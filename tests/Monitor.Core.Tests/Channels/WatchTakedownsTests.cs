using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Posts;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Channels;

/// <summary>Posts are looked for again; what is gone is marked with the answer that says so, and a server that fails proves nothing.</summary>
public sealed class WatchTakedownsTests : IAsyncLifetime
{
    private readonly PagedChannel paged = new();
    private readonly TestSite site = new();
    private TestWatch watch = null!;

    public Task InitializeAsync()
    {
        watch = new TestWatch(paged.Endpoint, site.Endpoint);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        watch.Dispose();
        await paged.DisposeAsync();
        await site.DisposeAsync();
    }

    [Fact]
    public void Schedule_AfterAPostWasSeen_GrowsRareAndEnds()
    {
        var seen = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(seen.AddHours(1), TakedownSchedule.Next(seen, seen));
        Assert.Equal(seen.AddDays(3), TakedownSchedule.Next(seen, seen.AddDays(1)));
        Assert.Null(TakedownSchedule.Next(seen, seen.AddDays(90)));
    }

    [Fact]
    public async Task Watch_PostsEditedDeletedAndBack_AreVersionsAndPresences()
    {
        paged.Publish(1, 60);
        await watch.AddAsync(ChannelKind.Telegram, paged.Url);
        await watch.WorkAsync();
        paged.Posts[7] = "post 7, and more";
        paged.Posts.Remove(30);
        await LaterAsync(TimeSpan.FromHours(2));
        Assert.Equal(["30"], await TakenDownAsync());
        paged.Publish(30, 30);
        await LaterAsync(TimeSpan.FromHours(6));
        Assert.Empty(await TakenDownAsync());
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal([Presence.Gone, Presence.Back], await db.PostPresences.OrderBy(row => row.Id).Select(row => row.State).ToListAsync());
        Assert.Equal(["post 7", "post 7, and more"], await db.PostVersions.Where(version => db.Posts.Any(post => post.Id == version.PostId && post.NativeId == "7")).OrderBy(version => version.Ordinal).Select(version => version.Text).ToListAsync());
        var gone = await db.PostPresences.FirstAsync();
        Assert.Contains("30?embed=1", (await db.Exchanges.SingleAsync(row => row.Id == gone.ExchangeId)).RequestedUrl, StringComparison.Ordinal);
        Assert.Contains("Post not found", await File.ReadAllTextAsync(watch.Store.LocalPath(new Core.Media.ContentHash((await db.Exchanges.SingleAsync(row => row.Id == gone.ExchangeId)).WireHash!))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Watch_ServerFailsForAll_MarksNothingAndLooksAgain(int status)
    {
        paged.Publish(1, 30);
        await watch.AddAsync(ChannelKind.Telegram, paged.Url);
        await watch.WorkAsync();
        paged.Fails = _ => status;
        await LaterAsync(TimeSpan.FromHours(2));
        Assert.Empty(await TakenDownAsync());
        paged.Fails = _ => null;
        paged.Posts.Remove(3);
        await LaterAsync(TimeSpan.FromHours(4));
        await LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal(["3"], await TakenDownAsync());
    }

    [Fact]
    public async Task Watch_FeedItemsLeftTheFeed_AskTheirOwnPages()
    {
        site.Feed("/feed", "a", "b", "c", "d");
        await watch.AddAsync(ChannelKind.Feed, site.Url("/feed"));
        await watch.WorkAsync();
        site.Feed("/feed", "c", "d");
        site.Answers.Remove("/a");
        site.Set("/b", "", status: 410);
        site.IsDown = true;
        await LaterAsync(TimeSpan.FromHours(2));
        Assert.Empty(await TakenDownAsync());
        site.IsDown = false;
        await LaterAsync(TimeSpan.FromHours(1));
        await LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal(["a", "b"], await TakenDownAsync());
        Assert.DoesNotContain("/c", site.Asked);
    }

    [Fact]
    public async Task Watch_OneItemWhosePageMayNotBeFetched_DoesNotKeepTheOthersFromBeingLookedFor()
    {
        site.Feed("/feed", "a", "b");
        site.Answers["/feed"] = (200, "application/rss+xml", System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(site.Answers["/feed"].Body).Replace("<channel>", "<channel><item><guid>0-hostile</guid><title>h</title><link>http://169.254.169.254/x</link></item>", StringComparison.Ordinal)));
        await watch.AddAsync(ChannelKind.Feed, site.Url("/feed"));
        await watch.WorkAsync();
        site.Feed("/feed", "z");
        site.Answers.Remove("/a");
        await LaterAsync(TimeSpan.FromHours(2));
        Assert.Equal(["a"], await TakenDownAsync());
    }

    [Fact]
    public async Task Watch_YouTubeHandle_IsResolvedOnceAndVideosAreAskedByOEmbed()
    {
        const string id = "UCabcdefghijklmnopqrstuv";
        site.Set("/@strike", $"<html><head><link rel=\"canonical\" href=\"https://www.youtube.com/channel/{id}\"></head><body></body></html>");
        var entries = string.Concat(new[] { "one", "two" }.Select(video => $"<entry><id>yt:video:{video}</id><yt:videoId>{video}</yt:videoId><title>{video}</title><link rel=\"alternate\" href=\"{site.Url("/watch?v=" + video)}\"/><published>2026-01-01T10:00:00+00:00</published></entry>"));
        site.Set($"/feeds/videos.xml?channel_id={id}", $"<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:yt=\"http://www.youtube.com/xml/schemas/2015\"><title>t</title>{entries}</feed>", "text/xml");
        var channel = await watch.AddAsync(ChannelKind.YouTube, site.Url("/@strike"));
        await watch.WorkAsync();
        site.Set("/oembed?format=json&url=" + Uri.EscapeDataString(site.Url("/watch?v=one")), "{}", "application/json");
        site.Set($"/feeds/videos.xml?channel_id={id}", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>t</title></feed>", "text/xml");
        await LaterAsync(TimeSpan.FromHours(2));
        Assert.Equal(["yt:video:two"], await TakenDownAsync());
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(2, await db.CoverageGaps.CountAsync(gap => gap.Cause == GapCause.PageOnlyVideo && gap.ClosedAt == null));
        Assert.Equal((1, true), (site.Asked.Count(path => path == "/@strike"), (await watch.ChannelAsync(channel)).ResolvedUrl!.EndsWith(id, StringComparison.Ordinal)));
    }

    private async Task LaterAsync(TimeSpan time)
    {
        watch.Clock.Advance(time);
        await watch.WorkAsync();
    }

    private async Task<List<string>> TakenDownAsync()
    {
        await using var db = watch.Database.CreateDbContext();
        return await db.Posts.Where(post => post.TakenDownAt != null).Select(post => post.NativeId).Order().ToListAsync();
    }
}
