using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Pipelines;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Channels;

/// <summary>Polls, looks and leases under a clock that runs: two stamps that are taken one after the other are never the same.</summary>
public sealed class MovingClockTests : IAsyncLifetime
{
    private readonly PagedChannel paged = new();
    private readonly TestSite site = new();
    private TestWatch watch = null!;

    public Task InitializeAsync()
    {
        watch = new TestWatch(paged.Endpoint, site.Endpoint);
        watch.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(7);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        watch.Dispose();
        await paged.DisposeAsync();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Poll_FeedSeveralTimes_MeetsItsOwnPostsAndOpensNoGap()
    {
        site.Feed("/feed", "a", "b", "c", "d");
        await watch.AddAsync(ChannelKind.Feed, site.Url("/feed"));
        await watch.WorkAsync();
        await AgainAsync();
        site.Feed("/feed", "c", "d", "e");
        await AgainAsync();
        Assert.Empty(await GapsAsync());
        // A feed that shows nothing known any more has moved on.
        site.Feed("/feed", "x", "y", "z");
        await AgainAsync();
        Assert.Equal([GapCause.WindowMissed], await GapsAsync());
    }

    [Fact]
    public async Task Poll_TelegramAgain_ReadsOnePageAndOpensNoGap()
    {
        paged.Publish(1, 60);
        await watch.AddAsync(ChannelKind.Telegram, paged.Url);
        await watch.WorkAsync();
        var before = await PollsAsync();
        await AgainAsync();
        Assert.Equal(before + 1, await PollsAsync());
        paged.Publish(61, 63);
        await AgainAsync();
        Assert.Equal(before + 2, await PollsAsync());
        Assert.DoesNotContain(GapCause.WindowMissed, await GapsAsync());
        Assert.DoesNotContain(GapCause.PagesNotReached, await GapsAsync());
    }

    [Fact]
    public async Task Watch_PostsGoneAndBack_AreToldUnderARunningClockToo()
    {
        site.Feed("/feed", "a", "b", "c");
        await watch.AddAsync(ChannelKind.Feed, site.Url("/feed"));
        await watch.WorkAsync();
        site.Feed("/feed", "b", "c");
        site.Answers.Remove("/a");
        watch.Clock.Advance(TimeSpan.FromHours(2));
        await watch.WorkAsync();
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal("a", (await db.Posts.SingleAsync(post => post.TakenDownAt != null)).NativeId);
        Assert.DoesNotContain(await db.StageRuns.ToListAsync(), run => run.State == StageState.Running);
    }

    [Fact]
    public async Task Mend_ArchiveOfTheVersionBefore_ClosesTheFalseGapAndLeavesTheTrueOne()
    {
        site.Feed("/feed", "a", "b", "c");
        var id = await watch.AddAsync(ChannelKind.Feed, site.Url("/feed"));
        await watch.WorkAsync();
        var success = (await watch.ChannelAsync(id)).LastSuccessAt!.Value;
        await watch.Database.Gate.WriteAsync(async db =>
        {
            // As they were stamped: the posts after the success of their poll.
            await db.Posts.ExecuteUpdateAsync(set => set.SetProperty(post => post.FirstSeenAt, success.AddMilliseconds(40)).SetProperty(post => post.PublishedAt, success.AddHours(-5)));
            db.CoverageGaps.Add(new CoverageGap { ChannelId = id, Cause = GapCause.WindowMissed, Subject = "false", FromAt = success, ToAt = success.AddHours(-5) });
            db.CoverageGaps.Add(new CoverageGap { ChannelId = id, Cause = GapCause.WindowMissed, Subject = "true", FromAt = success, ToAt = success.AddHours(2) });
        }, CancellationToken.None);
        var mend = new MendFalseGaps(watch.Database.Gate, watch.Clock);
        Assert.Equal((1, 0), (await mend.RunAsync(CancellationToken.None), await mend.RunAsync(CancellationToken.None)));
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal([("false", GapClosing.OpenedByFault), ("true", null)], (await db.CoverageGaps.OrderBy(gap => gap.Subject).ToListAsync()).Select(gap => (gap.Subject, gap.ClosedFor)));
        Assert.Equal(success.AddMilliseconds(40), (await watch.ChannelAsync(id)).LastSuccessAt);
    }

    private async Task AgainAsync()
    {
        watch.Clock.Advance(TimeSpan.FromMinutes(20));
        await watch.WorkAsync();
    }

    private async Task<List<GapCause>> GapsAsync()
    {
        await using var db = watch.Database.CreateDbContext();
        return await db.CoverageGaps.Where(gap => gap.ClosedAt == null).Select(gap => gap.Cause).ToListAsync();
    }

    private async Task<int> PollsAsync()
    {
        await using var db = watch.Database.CreateDbContext();
        return await db.Exchanges.CountAsync(exchange => exchange.RequestedUrl.Contains("/s/"));
    }
}
