using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Evidence;

/// <summary>Once for an archive of a version before: evidence rows that no entry of today's format speaks of are entered as they are found, in pieces, so that a start that is killed goes on where it was.</summary>
public sealed class EnterOldRows(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, TimeProvider clock)
{
    private const string Done = "custody-as-found";
    private const int AtOnce = 500;

    /// <summary>Returns how many rows were entered.</summary>
    public async Task<long> RunAsync(Func<long, Task>? progress, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Settings.AnyAsync(setting => setting.Key == Done, cancellationToken)) return 0;
        long entered = 0;
        foreach (var table in EvidenceTables.All(db))
        {
            long last = 0;
            for (var count = AtOnce; count == AtOnce;)
            {
                (count, last, var added) = await gate.WriteAsync(write => EnterAsync(write, table, last, cancellationToken), cancellationToken);
                entered += added;
                if (progress is not null && added > 0) await progress(entered);
            }
        }

        await gate.WriteAsync(write =>
        {
            write.Settings.Add(new Setting { Key = Done, Value = clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture) });
            return Task.CompletedTask;
        }, cancellationToken);
        return entered;
    }

    private async Task<(int Count, long Last, int Added)> EnterAsync(MonitorDbContext db, EvidenceTable table, long after, CancellationToken cancellationToken)
    {
        var rows = await table.PageAsync(db, after, AtOnce, cancellationToken);
        if (rows.Count == 0) return (0, after, 0);
        var ids = rows.Select(row => row.Id).ToList();
        var known = (await db.CustodyEntries.Where(entry => entry.SubjectKind == table.Kind && ids.Contains(entry.SubjectId) && entry.Format > 0).Select(entry => entry.SubjectId).ToListAsync(cancellationToken)).ToHashSet();
        var old = rows.Where(row => !known.Contains(row.Id)).ToList();
        foreach (var row in old) await CustodyChain.AppendAsync(db, new CustodyFact(table.Kind, row.Id, CustodyEvent.AsFound, row.Facts), clock.GetUtcNow(), cancellationToken);
        return (rows.Count, rows[^1].Id, old.Count);
    }
}
