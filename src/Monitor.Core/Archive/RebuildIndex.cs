using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Archive;

/// <summary>Builds the index anew from the database; the old one serves until the new one is whole.</summary>
public sealed class RebuildIndex(IDbContextFactory<MonitorDbContext> contexts, WriteGate gate, IArchiveIndex index)
{
    /// <summary>Returns how many records were written.</summary>
    public async Task<long> RunAsync(Func<long, long, Task>? progress, CancellationToken cancellationToken)
    {
        var revisions = new List<(long Id, int Revision)>();
        await index.RebuildAsync(ReadAsync(revisions, progress, cancellationToken), cancellationToken);
        // A post that changed while this ran is written again by its own row.
        foreach (var chunk in revisions.Chunk(500))
            await gate.WriteAsync(async db =>
            {
                foreach (var (id, revision) in chunk)
                    await db.Posts.Where(post => post.Id == id).ExecuteUpdateAsync(set => set.SetProperty(post => post.IndexedRevision, revision), cancellationToken);
            }, cancellationToken);
        await QueueChangedAsync(cancellationToken);
        return revisions.Count;
    }

    private async IAsyncEnumerable<ArchiveRecord> ReadAsync(List<(long, int)> revisions, Func<long, long, Task>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var total = await db.Posts.LongCountAsync(cancellationToken);
        long last = 0;
        while (true)
        {
            var ids = await db.Posts.Where(post => post.Id > last).OrderBy(post => post.Id).Select(post => post.Id).Take(200).ToListAsync(cancellationToken);
            if (ids.Count == 0) yield break;
            foreach (var id in ids)
            {
                if (await RecordBuilder.BuildAsync(db, id, cancellationToken) is not { } record) continue;
                revisions.Add((record.Id, record.Revision));
                if (progress is not null) await progress(revisions.Count, total);
                yield return record;
            }

            last = ids[^1];
        }
    }

    private Task QueueChangedAsync(CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        var changed = await db.Posts.Where(post => post.Revision > post.IndexedRevision).ToListAsync(cancellationToken);
        foreach (var post in changed)
            await Pipelines.StageRuns.PlanAgainAsync(db, Pipelines.SubjectKind.Post, post.Id, Pipelines.StageKind.Index, DateTimeOffset.UnixEpoch, cancellationToken);
    }, cancellationToken);
}
