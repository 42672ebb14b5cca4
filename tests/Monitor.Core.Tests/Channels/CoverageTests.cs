using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Channels;
using Monitor.Core.Pipelines;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Channels;

/// <summary>Nothing is missing in silence: what was not read is a gap with its cause and period, and is closed when it is read.</summary>
public sealed class CoverageTests : IAsyncLifetime
{
    private readonly PagedChannel site = new();
    private readonly TestSite feeds = new();
    private TestWatch watch = null!;

    public Task InitializeAsync()
    {
        watch = new TestWatch(site.Endpoint, feeds.Endpoint);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        watch.Dispose();
        await site.DisposeAsync();
        await feeds.DisposeAsync();
    }

    [Fact]
    public async Task Poll_FirstTime_ReadsFiftyPagesAndTellsWhatLiesBefore()
    {
        site.Publish(1, 1100);
        var id = await watch.AddAsync(ChannelKind.Telegram, site.Url);
        await watch.WorkAsync();
        await PollAgainAsync(id);
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal((1000, "101"), (await db.Posts.CountAsync(), (await db.Posts.OrderBy(post => post.PublishedAt).FirstAsync()).NativeId));
        var gap = await db.CoverageGaps.SingleAsync();
        Assert.Equal((GapCause.NotBackfilled, null, site.PublishedAt(101)), (gap.Cause, gap.ClosedAt, gap.ToAt));
        Assert.Equal(51, site.Asked.Count);
    }

    [Fact]
    public async Task Poll_MoreThanFiftyPagesAreNew_TheNextPollGoesOnUntilNothingIsMissing()
    {
        site.Publish(1, 10);
        var id = await watch.AddAsync(ChannelKind.Telegram, site.Url);
        await watch.WorkAsync();
        site.Publish(11, 1400);
        await PollAgainAsync(id);
        await using (var db = watch.Database.CreateDbContext())
        {
            Assert.Equal(1010, await db.Posts.CountAsync());
            Assert.Equal(GapCause.PagesNotReached, (await db.CoverageGaps.SingleAsync(gap => gap.ClosedAt == null)).Cause);
        }

        site.Publish(1401, 1405);
        await PollAgainAsync(id);
        await using var after = watch.Database.CreateDbContext();
        Assert.Equal(1405, await after.Posts.CountAsync());
        Assert.Empty(await after.CoverageGaps.Where(gap => gap.ClosedAt == null).ToListAsync());
    }

    [Fact]
    public async Task Poll_AfterAnImportedPostAmongTheNewOnes_ReadsWhatLiesBetween()
    {
        site.Publish(1, 10);
        var id = await watch.AddAsync(ChannelKind.Telegram, site.Url);
        await watch.WorkAsync();
        site.Publish(11, 90);
        watch.Clock.Advance(TimeSpan.FromMinutes(1));
        await watch.Database.Gate.WriteAsync(async db => await watch.Record.RunAsync(db, await db.Channels.SingleAsync(), [new Core.Posts.ReadPost("90") { Text = "post 90", Html = "post 90", PublishedAt = site.PublishedAt(90) }], new Core.Posts.PostOrigin(0), CancellationToken.None), CancellationToken.None);
        await PollAgainAsync(id);
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal((90, 0), (await db.Posts.CountAsync(), await db.CoverageGaps.CountAsync()));
    }

    [Fact]
    public async Task Poll_PagesEndWithoutAKnownPost_IsAGapThatStays()
    {
        site.Publish(1, 10);
        var id = await watch.AddAsync(ChannelKind.Telegram, site.Url);
        await watch.WorkAsync();
        site.Posts.Clear();
        site.Publish(50, 55);
        await PollAgainAsync(id);
        await PollAgainAsync(id);
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(GapCause.WindowMissed, (await db.CoverageGaps.SingleAsync(gap => gap.ClosedAt == null)).Cause);
    }

    [Fact]
    public async Task Poll_FeedKeepsOneOldItemForEver_StillTellsThatItMovedOn()
    {
        static string Item(string id, int day) => $"<item><guid>{id}</guid><title>{id}</title><pubDate>2025-12-{day:00}T10:00:00Z</pubDate></item>";
        void Show(params string[] items) => feeds.Set("/feed", $"<rss version=\"2.0\"><channel><title>t</title>{string.Concat(items)}</channel></rss>", "application/rss+xml");
        Show(Item("pinned", 1), Item("a", 5), Item("b", 6), Item("c", 7), Item("d", 8));
        var id = await watch.AddAsync(ChannelKind.Feed, feeds.Url("/feed"));
        await watch.WorkAsync();
        Show(Item("pinned", 1), Item("x", 20), Item("y", 21));
        await PollAgainAsync(id);
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(GapCause.WindowMissed, (await db.CoverageGaps.SingleAsync()).Cause);
    }

    [Fact]
    public async Task Poll_PausedWhileItRuns_LeavesThePauseOpen()
    {
        site.Publish(1, 10);
        var id = await watch.AddAsync(ChannelKind.Telegram, site.Url);
        await watch.WorkAsync();
        site.Fails = _ =>
        {
            new EditChannels(watch.Database.Gate, watch.Clock).PauseAsync(Actor.Owner, id, CancellationToken.None).GetAwaiter().GetResult();
            return null;
        };
        await PollAgainAsync(id);
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal((GapCause.Paused, null), await db.CoverageGaps.Select(gap => new ValueTuple<GapCause, DateTimeOffset?>(gap.Cause, gap.ClosedAt)).SingleAsync());
    }

    [Fact]
    public async Task Poll_AnOlderPageFails_TheRestIsAGapUntilItIsRead()
    {
        site.Publish(1, 30);
        var id = await watch.AddAsync(ChannelKind.Telegram, site.Url);
        await watch.WorkAsync();
        site.Publish(31, 130);
        site.Fails = path => path.Contains("before=91", StringComparison.Ordinal) ? 500 : null;
        await PollAgainAsync(id);
        Assert.Equal(0, (await watch.ChannelAsync(id)).Failures);
        await using (var db = watch.Database.CreateDbContext()) Assert.EndsWith("before=91", (await db.CoverageGaps.SingleAsync(gap => gap.ClosedAt == null)).ResumeUrl, StringComparison.Ordinal);
        site.Fails = _ => null;
        await PollAgainAsync(id);
        await using var after = watch.Database.CreateDbContext();
        Assert.Equal((130, 0), (await after.Posts.CountAsync(), await after.CoverageGaps.CountAsync(gap => gap.ClosedAt == null)));
    }

    [Fact]
    public async Task Backfill_CutOffByAFailure_GoesOnWhereItWasAndEndsAtTheDate()
    {
        site.Publish(1, 2000);
        var id = await watch.AddAsync(ChannelKind.Telegram, site.Url);
        await watch.WorkAsync();
        site.Fails = path => path.Contains("before=801", StringComparison.Ordinal) ? 503 : null;
        await new EditChannels(watch.Database.Gate, watch.Clock).BackfillAsync(Actor.Owner, id, site.PublishedAt(500), CancellationToken.None);
        await watch.WorkAsync();
        await using (var db = watch.Database.CreateDbContext()) Assert.Equal(1200, await db.Posts.CountAsync());
        site.Fails = _ => null;
        var before = site.Asked.Count;
        watch.Clock.Advance(TimeSpan.FromMinutes(6));
        await watch.WorkAsync();
        await using var after = watch.Database.CreateDbContext();
        Assert.Equal("481", (await after.Posts.OrderBy(post => post.PublishedAt).FirstAsync()).NativeId);
        Assert.InRange(site.Asked.Count - before, 16, 18);
        Assert.Null(await BackfillChannel.GapAsync(after, await watch.ChannelAsync(id), CancellationToken.None));
        Assert.Empty(await after.CoverageGaps.Where(gap => gap.Cause == GapCause.UnseenIds).ToListAsync());
    }

    [Fact]
    public async Task Poll_AFeedMovedOnUnread_TellsThePeriodAndNotWhereItemsOverlap()
    {
        feeds.Feed("/feed", "a", "b", "c");
        var id = await watch.AddAsync(ChannelKind.Feed, feeds.Url("/feed"));
        await watch.WorkAsync();
        feeds.Feed("/feed", "c", "d", "e");
        await PollAgainAsync(id);
        await using (var db = watch.Database.CreateDbContext()) Assert.Empty(await db.CoverageGaps.ToListAsync());
        var last = (await watch.ChannelAsync(id)).LastSuccessAt!.Value;
        feeds.Feed("/feed", "x", "y", "z");
        await PollAgainAsync(id);
        await using var after = watch.Database.CreateDbContext();
        var gap = await after.CoverageGaps.SingleAsync();
        Assert.Equal((GapCause.WindowMissed, last, true), (gap.Cause, gap.FromAt, gap.ClosedAt is null));
        Assert.Equal(8, await after.Posts.CountAsync());
    }

    [Fact]
    public async Task Poll_AfterFailureStandstillAndPause_EachIsAPeriodThatIsFilled()
    {
        site.Publish(1, 10);
        var id = await watch.AddAsync(ChannelKind.Telegram, site.Url);
        await watch.WorkAsync();
        site.Fails = _ => 404;
        await PollAgainAsync(id);
        await PollAgainAsync(id);
        Assert.Equal((2, "HttpStatus: HTTP 404", ChannelState.Active), ((await watch.ChannelAsync(id)).Failures, (await watch.ChannelAsync(id)).LastReason, (await watch.ChannelAsync(id)).State));
        site.Fails = _ => null;
        site.Publish(11, 15);
        await PollAgainAsync(id);
        watch.Clock.Advance(TimeSpan.FromDays(2));
        await watch.WorkAsync();
        var edit = new EditChannels(watch.Database.Gate, watch.Clock);
        await edit.PauseAsync(Actor.Owner, id, CancellationToken.None);
        watch.Clock.Advance(TimeSpan.FromHours(5));
        await watch.WorkAsync();
        await edit.ResumeAsync(Actor.Owner, id, CancellationToken.None);
        await watch.WorkAsync();
        await using var db = watch.Database.CreateDbContext();
        var gaps = await db.CoverageGaps.OrderBy(gap => gap.Id).ToListAsync();
        Assert.Equal([GapCause.PollsFailed, GapCause.NotWatched, GapCause.Paused], gaps.Select(gap => gap.Cause));
        Assert.All(gaps, gap => Assert.True(gap is { ClosedAt: not null, ToAt: not null } && gap.ToAt > gap.FromAt));
        Assert.Equal(15, await db.Posts.CountAsync());
        Assert.Equal(2, await db.AuditEntries.CountAsync(entry => entry.SubjectKind == "channel" && entry.Detail != "poll"));
    }

    [Fact]
    public async Task Poll_ClockGoesBackThreeDaysAndAheadAYear_TheChannelIsReadAllTheSame()
    {
        site.Publish(1, 10);
        var start = watch.Clock.GetUtcNow();
        var id = await watch.AddAsync(ChannelKind.Telegram, site.Url, set: channel => channel.IntervalMs = 900_000);
        watch.Clock.Advance(TimeSpan.FromDays(3));
        await watch.WorkAsync();
        // FakeTimeProvider does not go back: a second watch over the same database has the clock that did.
        using var back = new TestWatch(watch, start, site.Endpoint);
        site.Publish(11, 12);
        await back.WorkAsync();
        await using (var db = watch.Database.CreateDbContext()) Assert.Equal((12, StageState.Done), (await db.Posts.CountAsync(), (await db.StageRuns.SingleAsync(run => run.Stage == StageKind.Poll)).State));
        watch.Clock.Advance(TimeSpan.FromDays(365));
        site.Publish(13, 14);
        await watch.WorkAsync();
        await using var after = watch.Database.CreateDbContext();
        Assert.Equal((14, 0), (await after.Posts.CountAsync(), (await watch.ChannelAsync(id)).Failures));
        Assert.Empty(await after.PostPresences.ToListAsync());
    }

    private async Task PollAgainAsync(long id)
    {
        watch.Clock.Advance(TimeSpan.FromMinutes(20));
        await new EditChannels(watch.Database.Gate, watch.Clock).PollNowAsync(Actor.Owner, id, CancellationToken.None);
        await watch.WorkAsync();
    }
}
