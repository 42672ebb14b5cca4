using Microsoft.EntityFrameworkCore;
using Monitor.App.Pages.Review;
using Monitor.App.Tests.Setting;
using Monitor.Core.Audit;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Review;
using Monitor.Core.Triage;

namespace Monitor.App.Tests.Reposts;

/// <summary>One entry a clip, in the database's own words: pages, totals and the next one, over synthetic rows.</summary>
public sealed class QueueEntriesTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TestFolder folder = new();
    private readonly Contexts contexts;
    private readonly WriteGate gate;
    private readonly ReviewPosts review;

    public QueueEntriesTests()
    {
        contexts = new Contexts(folder);
        gate = new WriteGate(contexts);
        review = new ReviewPosts(gate, TimeProvider.System);
    }

    /// <summary>Posts 1–6: 1, 3 and 5 of one clip, 2 and 6 of another, 4 of none. The score falls with the number, the date rises.</summary>
    public async Task InitializeAsync()
    {
        await using (var made = contexts.CreateDbContext()) await made.Database.MigrateAsync();
        await gate.WriteAsync(async db =>
        {
            db.Channels.Add(new Channel { Id = 1, Pipeline = "p", Name = "c", Title = "c", Url = "https://example.org/" });
            await db.SaveChangesAsync();
            foreach (var (id, key) in new (long, long?)[] { (1, 7), (2, -9), (3, 7), (4, null), (5, 7), (6, -9) }) await AddAsync(db, id, 100 - (int)id, key);
        }, default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        gate.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task List_ByScoreAndByDate_HasTheFirstPostOfEachClip()
    {
        Assert.Equal(("1+2 2+1 4+0", 3, 6), await ListAsync(QueueSort.Score));
        Assert.Equal(("6+1 5+2 4+0", 3, 6), await ListAsync(QueueSort.Date));
    }

    [Fact]
    public async Task List_AfterADecision_HasTheNextPostOfTheClip()
    {
        await review.DecideAsync(new Actor("ann"), 1, 0, PostKind.ForcedConfession, null, null, default);
        Assert.Equal(("2+1 3+1 4+0", 3, 5), await ListAsync(QueueSort.Score));
        // The one that was decided does not stand for the clip in a list that it is not in; where it is, it does.
        Assert.Equal(("1+2 2+1 4+0", 3, 6), await ListAsync(QueueSort.Score, QueueShow.All));
        Assert.Equal(("1+0", 1, 1), await ListAsync(QueueSort.Score, QueueShow.Second, "bob"));
        Assert.Equal(("1+0", 1, 1), await ListAsync(QueueSort.Score, QueueShow.Mine, "ann"));
    }

    [Fact]
    public async Task List_WhereAColleagueWorksOnTheFirst_HasTheSecond()
    {
        await review.ClaimAsync(new Actor("ann"), 1, false, default);
        Assert.Equal(("2+1 3+1 4+0", 3, 5), await ListAsync(QueueSort.Score, QueueShow.Waiting, "bob", TimeProvider.System.GetUtcNow()));
        Assert.Equal(("1+2 2+1 4+0", 3, 6), await ListAsync(QueueSort.Score, QueueShow.Waiting, "ann", TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task Next_AfterSkippingAndDeciding_GoesFromEntryToEntry()
    {
        // Skipped: not to another post of the same clip.
        Assert.Equal([2L, 4, 1, 4], [await NextAsync(1), await NextAsync(2), await NextAsync(4), await NextAsync(3)]);
        // Decided: its next post comes up in its turn.
        await review.DecideAsync(new Actor("ann"), 1, 0, PostKind.ForcedConfession, null, null, default);
        Assert.Equal([2L, 3, 4, 2], [await NextAsync(1), await NextAsync(2), await NextAsync(3), await NextAsync(4)]);
        Assert.Equal([5L, 4, 6], [await NextAsync(6, QueueSort.Date), await NextAsync(5, QueueSort.Date), await NextAsync(4, QueueSort.Date)]);
    }

    [Fact]
    public async Task Pages_OfManyEntries_AreFullAndHoldEachOnce()
    {
        await gate.WriteAsync(async db =>
        {
            for (long id = 11; id <= 110; id++) await AddAsync(db, id, 50, id % 2 == 0 ? 100 + (id / 4) : null);
        }, default);
        var seen = new List<string>();
        for (var page = 1; page <= 4; page++)
        {
            await using var db = contexts.CreateDbContext();
            var (rows, total, posts) = await new QueueInput(QueueShow.Waiting, QueueSort.Score, page).ReadAsync(db, "ann", Now, default);
            // 50 without a clip, 25 clips of two posts each, and the three from before.
            Assert.Equal((78, 106), (total, posts));
            Assert.Equal(page switch { 1 or 2 => 30, 3 => 18, _ => 0 }, rows.Count);
            seen.AddRange(rows.Select(row => row.Number));
        }

        Assert.Equal(78, seen.Distinct().Count());
    }

    private static async Task AddAsync(MonitorDbContext db, long id, int score, long? key)
    {
        db.Posts.Add(new Post { Id = id, ChannelId = 1, NativeId = $"{id}", PublishedAt = Now.AddHours(id - 1000) });
        db.PostTriages.Add(new PostTriage { PostId = id, Score = score, ClipKey = key });
        await db.SaveChangesAsync();
    }

    private async Task<(string Entries, int Total, int Posts)> ListAsync(QueueSort sort, QueueShow show = QueueShow.Waiting, string me = "cat", DateTimeOffset? now = null)
    {
        await using var db = contexts.CreateDbContext();
        var (rows, total, posts) = await new QueueInput(show, sort, 1).ReadAsync(db, me, now ?? Now, default);
        return (string.Join(' ', rows.Select(row => $"{row.Id}+{row.More}")), total, posts);
    }

    private async Task<long?> NextAsync(long after, QueueSort sort = QueueSort.Score)
    {
        await using var db = contexts.CreateDbContext();
        return await new QueueInput(QueueShow.Waiting, sort, 1).NextAsync(db, after, "cat", Now, default);
    }

    private sealed class Contexts(TestFolder folder) : IDbContextFactory<MonitorDbContext>
    {
        public MonitorDbContext CreateDbContext() => FolderDatabase.Open(folder);
    }
}
