using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Tests.Channels.Simulation;
using Monitor.Core.Tests.Setting;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Channels;

/// <summary>A month, on a clock that runs, of a channel with 5,000 posts, edits, deletions, albums, a pause and outages: at its end every post, version, takedown and gap is accounted for.</summary>
public sealed class MonthOfAChannelTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(3);

    [Fact]
    public async Task Watch_AMonthOfFiveThousandPosts_AccountsForEveryPostVersionTakedownAndGap()
    {
        using var watch = new Month(seed: 7, posts: 5_000, days: 30);
        await watch.RunAsync(Step);
        await using var db = watch.Watch.Database.CreateDbContext();
        var posts = await db.Posts.AsNoTracking().Include(post => post.Versions).ToListAsync();
        CheckPosts(watch, posts);
        await CheckVersionsAsync(watch, posts);
        await CheckTakedownsAsync(watch, db, posts);
        await CheckUnseenAsync(db, posts, await db.PostAliases.AsNoTracking().ToListAsync());
        await CheckPeriodsAsync(watch, db);
        Assert.Empty(await FaultsAsync(watch));
        output.WriteLine($"{posts.Count} posts of {watch.Channel.Posts.Count}, {posts.Sum(post => post.Versions.Count)} versions, {posts.Count(post => post.TakenDownAt is not null)} takedowns, {await db.CoverageGaps.CountAsync()} gaps, {watch.Server.Requests} requests.");
    }

    /// <summary>Every post that stood there at any successful poll is in the archive, once, and no other.</summary>
    private static void CheckPosts(Month month, List<Post> posts)
    {
        var expected = month.Polls.SelectMany(at => month.Channel.VisibleAt(at)).Select(post => post.Id.ToString(CultureInfo.InvariantCulture)).ToHashSet();
        Assert.True(expected.Count > 4_500);
        Assert.Equal(expected.Order(StringComparer.Ordinal), posts.Select(post => post.NativeId).Order(StringComparer.Ordinal));
    }

    /// <summary>The versions of a post are, in order, texts that it had; the last one is what stood there when it was last seen, or newer.</summary>
    private static Task CheckVersionsAsync(Month month, List<Post> posts)
    {
        var edited = 0;
        foreach (var post in posts)
        {
            var simulated = month.Channel.Find(int.Parse(post.NativeId, CultureInfo.InvariantCulture))!;
            var truth = simulated.Versions().Select(version => simulated.Words(version.Text)).ToList();
            var places = post.Versions.OrderBy(version => version.Ordinal).Select(version => truth.IndexOf(version.Text)).ToList();
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Distinct().Order(), places);
            var atLastLook = SimulatedChannel.TextAt(simulated, post.LastSeenAt!.Value);
            Assert.True(atLastLook is null || truth.IndexOf(simulated.Words(atLastLook)) <= places[^1], post.NativeId);
            edited += places.Count > 1 ? 1 : 0;
        }

        Assert.True(edited > 100, $"{edited} edited posts");
        return Task.CompletedTask;
    }

    /// <summary>A post is marked where it was gone at a look that was due, and nowhere else; each mark has its exchange, and says when it was last there.</summary>
    private static async Task CheckTakedownsAsync(Month month, MonitorDbContext db, List<Post> posts)
    {
        var presences = await db.PostPresences.AsNoTracking().ToDictionaryAsync(row => row.PostId);
        var end = month.Polls[^1];
        foreach (var post in posts)
        {
            var deleted = month.Channel.Find(int.Parse(post.NativeId, CultureInfo.InvariantCulture))!.DeletedAt;
            if (post.TakenDownAt is { } marked)
            {
                Assert.True(deleted <= marked, post.NativeId);
                Assert.Equal((Presence.Gone, marked), (presences[post.Id].State, presences[post.Id].At));
                Assert.True(presences[post.Id].LastSeenAt < deleted && await db.Exchanges.AnyAsync(row => row.Id == presences[post.Id].ExchangeId));
            }
            else if (deleted is { } at && TakedownSchedule.Looks.Any(after => post.FirstSeenAt + after is var look && look > at && look < end - TimeSpan.FromDays(2))) Assert.Fail($"{post.NativeId} was deleted at {at} and nobody noticed");
        }

        Assert.Equal(presences.Count, posts.Count(post => post.TakenDownAt is not null));
        Assert.True(presences.Count > 100, $"{presences.Count} takedowns");
    }

    /// <summary>Each id between the first and the last post belongs to a post, is a part of one, or is a gap: no id is silent, and none is told twice.</summary>
    private static async Task CheckUnseenAsync(MonitorDbContext db, List<Post> posts, List<PostAlias> parts)
    {
        var owned = posts.Select(post => post.NativeId).Concat(parts.Select(part => part.NativeId)).Select(id => long.Parse(id, CultureInfo.InvariantCulture)).ToHashSet();
        var missing = Enumerable.Range((int)owned.Min(), (int)(owned.Max() - owned.Min() + 1)).Select(id => (long)id).Where(id => !owned.Contains(id)).Select(id => id.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal);
        Assert.Equal(missing, (await db.CoverageGaps.Where(gap => gap.Cause == GapCause.UnseenIds && gap.ClosedAt == null).Select(gap => gap.Subject).ToListAsync()).Order(StringComparer.Ordinal));
        Assert.All(await db.CoverageGaps.Where(gap => gap.Cause == GapCause.UnseenIds).ToListAsync(), gap => Assert.True(gap.ToAt >= gap.FromAt));
    }

    /// <summary>Each outage that a poll met is a period, from the last success before it to the first after it, and is filled since.</summary>
    private static async Task CheckPeriodsAsync(Month month, MonitorDbContext db)
    {
        var periods = await db.CoverageGaps.AsNoTracking().Where(gap => gap.Cause == GapCause.PollsFailed || gap.Cause == GapCause.PreviewUnavailable).ToListAsync();
        foreach (var failed in month.FailedPolls) Assert.Contains(periods, gap => gap.FromAt <= failed && gap.ToAt >= failed && gap.ClosedAt is not null);
        Assert.All(periods, gap => Assert.Contains(month.FailedPolls, failed => gap.FromAt <= failed && failed <= gap.ToAt));
        Assert.NotEmpty(month.FailedPolls);
        Assert.True(month.WasSilentInThePause);
        Assert.Empty(await db.CoverageGaps.Where(gap => gap.ClosedAt == null && (gap.Cause == GapCause.PagesNotReached || gap.Cause == GapCause.WindowMissed || gap.Cause == GapCause.NotWatched)).ToListAsync());
        var tooBig = await db.PostMedia.CountAsync(media => media.Gap == Core.Media.MediaGap.MediaTooBig);
        Assert.Equal(tooBig, await db.CoverageGaps.CountAsync(gap => gap.Cause == GapCause.MediaTooBig && gap.ClosedAt == null));
        Assert.True(tooBig > 50);
    }

    private static async Task<List<string>> FaultsAsync(Month month)
    {
        return [.. (await TestVerify.RunAsync(month.Watch.Database, month.Watch.Store)).Problems];
    }

    /// <summary>The channel, its server and the watch over it.</summary>
    private sealed class Month : IDisposable
    {
        public Month(int seed, int posts, int days)
        {
            Channel = SimulatedChannel.Make(seed, new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero), posts, days);
            Clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Channel.Start);
            Server = new SimulatedServer(Channel, Clock);
            Watch = new TestWatch(Server.Endpoint);
            // Two stamps that are taken one after the other are never the same.
            Watch.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
        }

        private Microsoft.Extensions.Time.Testing.FakeTimeProvider Clock { get; }

        public SimulatedChannel Channel { get; }

        public SimulatedServer Server { get; }

        public TestWatch Watch { get; }

        public List<DateTimeOffset> Polls { get; } = [];

        public List<DateTimeOffset> FailedPolls { get; } = [];

        public bool WasSilentInThePause { get; private set; }

        public async Task RunAsync(TimeSpan step)
        {
            var id = await Watch.AddAsync(ChannelKind.Telegram, Server.Url.AbsoluteUri, set: row => row.IntervalMs = (long)TimeSpan.FromHours(1).TotalMilliseconds);
            while (Clock.GetUtcNow() < Channel.End)
            {
                await Watch.WorkAsync();
                var row = await Watch.ChannelAsync(id);
                if (row.LastPollAt >= Clock.GetUtcNow()) (row.Failures == 0 ? Polls : FailedPolls).Add(Clock.GetUtcNow());
                WasSilentInThePause |= Clock.GetUtcNow() < Channel.PauseTo && ChannelHealth.Of(row, Clock.GetUtcNow()) == ChannelAlarm.Silent;
                Clock.Advance(step);
                Watch.Clock.SetUtcNow(Clock.GetUtcNow());
            }
        }

        public void Dispose()
        {
            Watch.Dispose();
            Server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
