using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Archive.Indexing;

/// <summary>
/// Builds the index anew from the database; the old one serves until the new one is whole. One at a time. What the database says of the index is lowered to what
/// the new one holds before it takes the old one's place, while the outbox stands still: killed at any point, a post is written once too often and never too seldom.
/// </summary>
public sealed class RebuildIndex(IDbContextFactory<MonitorDbContext> contexts, WriteGate gate, WriteOutbox outbox, IArchiveIndex index) : IDisposable
{
    private const int ChunkSize = 500;

    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Returns how many records were written. Throws <see cref="IndexUnavailableException"/> where the engine does not answer.</summary>
    public async Task<long> RunAsync(Func<long, long, Task>? progress, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var revisions = new Dictionary<long, int>();
            IDisposable? held = null;
            IReadOnlyList<WriteRefusal> refused;
            try
            {
                refused = await index.RebuildAsync(ReadAsync(revisions, progress, cancellationToken), async () =>
                {
                    held = await outbox.HoldAsync(cancellationToken);
                    await SetAsync(revisions, (indexed, read) => Math.Min(indexed, read), cancellationToken);
                }, cancellationToken);
                foreach (var refusal in refused) revisions[refusal.Id] = 0;
                await SetAsync(revisions, (_, read) => read, CancellationToken.None);
            }
            finally
            {
                held?.Dispose();
            }

            // A post that changed while this ran is written again.
            await outbox.RunAsync(cancellationToken);
            return revisions.Count - refused.Count;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    /// <summary>Brings the revisions that the database believes indexed to what <paramref name="choose"/> makes of them and of those that were read (0: not read).</summary>
    private async Task SetAsync(Dictionary<long, int> revisions, Func<int, int, int> choose, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        for (long last = 0; ;)
        {
            var rows = await db.Posts.Where(post => post.Id > last).OrderBy(post => post.Id).Select(post => new { post.Id, post.IndexedRevision }).Take(ChunkSize * 10).ToListAsync(cancellationToken);
            if (rows.Count == 0) return;
            var changed = rows.Select(row => (row.Id, From: row.IndexedRevision, To: choose(row.IndexedRevision, revisions.GetValueOrDefault(row.Id)))).Where(row => row.From != row.To);
            foreach (var chunk in changed.Chunk(ChunkSize))
                await gate.WriteAsync(async write =>
                {
                    foreach (var (id, _, to) in chunk) await write.Posts.Where(post => post.Id == id).ExecuteUpdateAsync(set => set.SetProperty(post => post.IndexedRevision, to), cancellationToken);
                }, cancellationToken);
            last = rows[^1].Id;
        }
    }

    private async IAsyncEnumerable<ArchiveRecord> ReadAsync(Dictionary<long, int> revisions, Func<long, long, Task>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var total = await db.Posts.LongCountAsync(cancellationToken);
        // They stay in the outbox, whose next look tells why.
        var unbuilt = new List<WriteRefusal>();
        for (long last = 0; ;)
        {
            var ids = await db.Posts.Where(post => post.Id > last).OrderBy(post => post.Id).Select(post => post.Id).Take(ChunkSize).ToListAsync(cancellationToken);
            if (ids.Count == 0) yield break;
            foreach (var record in await RecordBuilder.BuildEachAsync(db, ids, unbuilt, cancellationToken))
            {
                revisions[record.Id] = record.Revision;
                if (progress is not null) await progress(revisions.Count, total);
                yield return record;
            }

            last = ids[^1];
        }
    }
}
