using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Archive;

/// <summary>At start: an index that was lost, or that a new way of analysing left behind, is built anew from the database.</summary>
public sealed class RestoreIndex(IDbContextFactory<MonitorDbContext> contexts, IArchiveIndex index, RebuildIndex rebuild)
{
    /// <summary>Returns how many records were written; null where the index was there.</summary>
    public async Task<long?> RunAsync(Func<long, long, Task>? progress, CancellationToken cancellationToken)
    {
        if (await index.CountAsync(cancellationToken) > 0) return null;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            if (!await db.Posts.AnyAsync(post => post.IndexedRevision > 0, cancellationToken)) return null;
        return await rebuild.RunAsync(progress, cancellationToken);
    }
}
