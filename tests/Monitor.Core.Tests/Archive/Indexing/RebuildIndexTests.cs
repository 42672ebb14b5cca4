using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Channels;
using Monitor.Core.Posts;
using Monitor.Core.Triage;
using Monitor.Core.Tests.Setting;
using Monitor.Embedded.Lucene;

namespace Monitor.Core.Tests.Archive.Indexing;

/// <summary>An index that is built while posts change: what the database says of it is never more than what it holds.</summary>
public sealed class RebuildIndexTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly LuceneArchiveIndex index;
    private readonly WriteOutbox outbox;
    private readonly RebuildIndex rebuild;

    public RebuildIndexTests()
    {
        index = new LuceneArchiveIndex(Path.Combine(database.Folder, "index"));
        outbox = new WriteOutbox(database.Gate, database, index, new ScorePosts(database.Gate, database, Lexicons.OfTheProgram()), database.Clock, NullLogger<WriteOutbox>.Instance);
        rebuild = new RebuildIndex(database, database.Gate, outbox, index);
    }

    public void Dispose()
    {
        rebuild.Dispose();
        outbox.Dispose();
        index.Dispose();
        database.Dispose();
    }

    [Fact]
    public async Task Run_PostsAddedAndChangedMeanwhile_AreInTheNewIndex()
    {
        await AddAsync(3);
        await outbox.RunAsync(default);
        await rebuild.RunAsync(async (done, _) =>
        {
            if (done != 1) return;
            // Read already, and written to the old index only.
            await AddAsync(1);
            await ChangeAsync(1);
            Assert.Empty(await outbox.RunAsync(default));
        }, default);
        await AgreesAsync(4);
    }

    [Fact]
    public async Task Run_LexiconOfOneChannelIsGone_AllPostsAreFoundAndScored()
    {
        await AddAsync(2);
        await database.Gate.WriteAsync(db => db.Channels.ExecuteUpdateAsync(set => set.SetProperty(row => row.Lexicons, "gone")), default);
        Assert.Empty(await outbox.RunAsync(default));
        await AgreesAsync(2);
        await using var db = database.CreateDbContext();
        Assert.Equal(2, await db.PostTriages.CountAsync());
    }

    [Fact]
    public async Task Run_CutOffAnywhere_LeavesNothingThatTheIndexLacks()
    {
        await AddAsync(3);
        await outbox.RunAsync(default);
        for (var cut = 1; cut <= 3; cut++)
        {
            using var cancelled = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rebuild.RunAsync(async (done, _) =>
            {
                if (done != cut) return;
                await ChangeAsync(2);
                await outbox.RunAsync(default);
                await cancelled.CancelAsync();
            }, cancelled.Token));
            await outbox.RunAsync(default);
            await AgreesAsync(3);
        }
    }

    [Fact]
    public async Task Restore_WholeAndLostIndex_RebuildsTheLostOneOnly()
    {
        await AddAsync(3);
        var restore = new RestoreIndex(database, index, rebuild);
        Assert.Null(await restore.RunAsync(null, default));
        await outbox.RunAsync(default);
        Assert.Null(await restore.RunAsync(null, default));
        await index.RebuildAsync(AsyncEnumerable.Empty<ArchiveRecord>(), null, default);
        Assert.Equal(3, await restore.RunAsync(null, default));
        await AgreesAsync(3);
    }

    /// <summary>Every post is in the index in its last revision, and nothing waits.</summary>
    private async Task AgreesAsync(int posts)
    {
        await using var db = database.CreateDbContext();
        Assert.Equal(0, await WriteOutbox.CountAsync(db, default));
        var held = (await index.SearchAsync(new ArchiveQuery { Sort = ArchiveSort.Newest }, Viewer.Owner, default)).Hits.ToDictionary(hit => hit.Id, hit => hit.Revision);
        Assert.Equal(posts, held.Count);
        Assert.All(await db.Posts.AsNoTracking().ToListAsync(), post => Assert.Equal(post.Revision, held[post.Id]));
    }

    private Task AddAsync(int count) => database.Gate.WriteAsync(async db =>
    {
        var channel = await db.Channels.FirstOrDefaultAsync() ?? db.Channels.Add(new Channel { Pipeline = "a", Name = "b" }).Entity;
        await db.SaveChangesAsync();
        for (var at = 0; at < count; at++) db.Posts.Add(new Post { ChannelId = channel.Id, NativeId = Guid.NewGuid().ToString(), Revision = 1 });
    }, default);

    private Task<int> ChangeAsync(long id) => database.Gate.WriteAsync(db => db.Posts.Where(post => post.Id == id).ExecuteUpdateAsync(set => set.SetProperty(post => post.Revision, post => post.Revision + 1)), default);
}
