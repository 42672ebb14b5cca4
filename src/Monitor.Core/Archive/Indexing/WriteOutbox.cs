using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Archive.Indexing;

/// <summary>Writes what the index does not know yet. The posts whose revision is above the indexed one are the outbox: nothing leaves it before the engine has it.</summary>
public sealed class WriteOutbox(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, IArchiveIndex index)
{
    private const int BatchSize = 200;

    /// <summary>Writes all that waits, in batches. Returns the records that the engine refused; they stay in the outbox. Throws <see cref="IndexUnavailableException"/>.</summary>
    public async Task<IReadOnlyList<WriteRefusal>> RunAsync(CancellationToken cancellationToken)
    {
        var refused = new List<WriteRefusal>();
        for (long last = 0; ;)
        {
            var records = await NextAsync(last, cancellationToken);
            if (records.Count == 0) break;
            var now = await index.WriteAsync(records, cancellationToken);
            refused.AddRange(now);
            var written = records.ExceptBy(now.Select(refusal => refusal.Id), record => record.Id).ToList();
            await gate.WriteAsync(db => NoteAsync(db, written, cancellationToken), cancellationToken);
            // What was refused is passed over: it must not keep the others from being written.
            last = records[^1].Id;
        }

        await index.RefreshAsync(cancellationToken);
        return refused;
    }

    /// <summary>How many posts wait.</summary>
    public static Task<int> CountAsync(MonitorDbContext db, CancellationToken cancellationToken) => db.Posts.CountAsync(post => post.Revision > post.IndexedRevision, cancellationToken);

    private async Task<List<ArchiveRecord>> NextAsync(long last, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await db.Posts.Where(post => post.Revision > post.IndexedRevision && post.Id > last).OrderBy(post => post.Id).Select(post => post.Id).Take(BatchSize).ToListAsync(cancellationToken);
        return await RecordBuilder.BuildAsync(db, ids, cancellationToken);
    }

    private static async Task NoteAsync(MonitorDbContext db, List<ArchiveRecord> written, CancellationToken cancellationToken)
    {
        foreach (var record in written)
            await db.Posts.Where(post => post.Id == record.Id && post.IndexedRevision < record.Revision)
                .ExecuteUpdateAsync(set => set.SetProperty(post => post.IndexedRevision, record.Revision), cancellationToken);
    }
}
