using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Evidence;

/// <summary>Reads the rows that custody entries speak of. A new kind of evidence row is added here.</summary>
internal static class EvidenceRows
{
    public static async Task<IReadOnlyDictionary<(string Kind, long Id), string>> LoadAsync(MonitorDbContext db, IReadOnlyList<CustodyEntry> entries, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<(string, long), string>();
        foreach (var (kind, query) in Tables(db))
        {
            var ids = entries.Where(entry => entry.SubjectKind == kind).Select(entry => entry.SubjectId).ToList();
            if (ids.Count == 0) continue;
            foreach (var row in await query(ids).ToListAsync(cancellationToken)) facts[(kind, row.Id)] = row.EvidenceFacts();
        }

        return facts;
    }

    public static async Task<long> CountAsync(MonitorDbContext db, CancellationToken cancellationToken) =>
        await db.Exchanges.LongCountAsync(cancellationToken) + await db.PostVersions.LongCountAsync(cancellationToken)
        + await db.MediaItems.LongCountAsync(cancellationToken) + await db.Derivatives.LongCountAsync(cancellationToken)
        + await db.PostPresences.LongCountAsync(cancellationToken) + await db.ManualImports.LongCountAsync(cancellationToken);

    private static IEnumerable<(string Kind, Func<List<long>, IQueryable<IEvidenceRow>> Query)> Tables(MonitorDbContext db)
    {
        yield return ("exchange", ids => db.Exchanges.AsNoTracking().Where(row => ids.Contains(row.Id)));
        yield return ("post-version", ids => db.PostVersions.AsNoTracking().Where(row => ids.Contains(row.Id)));
        yield return ("media-item", ids => db.MediaItems.AsNoTracking().Where(row => ids.Contains(row.Id)));
        yield return ("presence", ids => db.PostPresences.AsNoTracking().Where(row => ids.Contains(row.Id)));
        yield return ("import", ids => db.ManualImports.AsNoTracking().Where(row => ids.Contains(row.Id)));
        yield return ("derivative", ids => db.Derivatives.AsNoTracking().Where(row => ids.Contains(row.Id)));
    }
}
