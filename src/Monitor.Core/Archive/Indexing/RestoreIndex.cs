using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Archive.Indexing;

/// <summary>An index that was lost, wholly or in part, or that another way of analysing made, is built anew from the database.</summary>
public sealed class RestoreIndex(IDbContextFactory<MonitorDbContext> contexts, IArchiveIndex index, RebuildIndex rebuild)
{
    /// <summary>Returns how many records were written; null where the index was whole. Throws <see cref="IndexUnavailableException"/> where the engine does not answer.</summary>
    public async Task<long?> RunAsync(Func<long, long, Task>? progress, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Counted before the engine is asked: what is written in between makes its number larger, never smaller.
        var never = await db.Posts.LongCountAsync(post => post.Revision > post.IndexedRevision && post.IndexedRevision == 0, cancellationToken);
        var expected = await db.Posts.LongCountAsync(cancellationToken) - never;
        var state = await index.ReadStateAsync(cancellationToken);
        return state.IsCurrent && state.Records >= expected ? null : await rebuild.RunAsync(progress, cancellationToken);
    }
}
