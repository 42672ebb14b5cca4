using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Archive.Indexing;

/// <summary>Builds the index anew from the database; the old one serves until the new one is whole. One at a time.</summary>
public sealed class RebuildIndex(IDbContextFactory<MonitorDbContext> contexts, WriteGate gate, IArchiveIndex index) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Returns how many records were written. Throws <see cref="IndexUnavailableException"/> where the engine does not answer.</summary>
    public async Task<long> RunAsync(Func<long, long, Task>? progress, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var revisions = new Dictionary<long, int>();
            foreach (var refused in await index.RebuildAsync(ReadAsync(revisions, progress, cancellationToken), cancellationToken)) revisions[refused.Id] = 0;
            // A post that changed while this ran is written again by its own row.
            foreach (var chunk in revisions.Chunk(500)) await gate.WriteAsync(db => NoteAsync(db, chunk, cancellationToken), cancellationToken);
            await QueueChangedAsync(cancellationToken);
            return revisions.Count(revision => revision.Value > 0);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async IAsyncEnumerable<ArchiveRecord> ReadAsync(Dictionary<long, int> revisions, Func<long, long, Task>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var total = await db.Posts.LongCountAsync(cancellationToken);
        for (long last = 0; ;)
        {
            var ids = await db.Posts.Where(post => post.Id > last).OrderBy(post => post.Id).Select(post => post.Id).Take(500).ToListAsync(cancellationToken);
            if (ids.Count == 0) yield break;
            foreach (var record in await RecordBuilder.BuildAsync(db, ids, cancellationToken))
            {
                revisions[record.Id] = record.Revision;
                if (progress is not null) await progress(revisions.Count, total);
                yield return record;
            }

            last = ids[^1];
        }
    }

    private static async Task NoteAsync(MonitorDbContext db, KeyValuePair<long, int>[] revisions, CancellationToken cancellationToken)
    {
        foreach (var (id, revision) in revisions)
            await db.Posts.Where(post => post.Id == id && post.IndexedRevision != revision).ExecuteUpdateAsync(set => set.SetProperty(post => post.IndexedRevision, revision), cancellationToken);
    }

    private Task QueueChangedAsync(CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        foreach (var id in await db.Posts.Where(post => post.Revision > post.IndexedRevision).Select(post => post.Id).ToListAsync(cancellationToken))
            await Pipelines.StageRuns.PlanAgainAsync(db, Pipelines.SubjectKind.Post, id, Pipelines.StageKind.Index, DateTimeOffset.UnixEpoch, cancellationToken);
    }, cancellationToken);
}
