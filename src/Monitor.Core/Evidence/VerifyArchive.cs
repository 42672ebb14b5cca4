using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Database;

namespace Monitor.Core.Evidence;

/// <summary>Checks all that the archive says: the custody chain up to one head, each evidence row against its latest entry, the audit's own chain, each stored file against its hash, and each post against the kept bytes
/// that it was read from. Beside an archive at work: it reads in short snapshots, so it neither sees half a change nor keeps anybody waiting.</summary>
public sealed class VerifyArchive(IDbContextFactory<MonitorDbContext> contexts, VerifyBlobs blobs, VerifyReadings readings)
{
    private const int PageSize = 500;

    /// <summary>Reads everything. Problems are reported one by one; the result counts what was checked.</summary>
    public async Task<VerifyReport> RunAsync(Func<string, Task> problem, Func<string, long, long, Task>? progress, CancellationToken cancellationToken)
    {
        var report = new VerifyReport(problem);
        await CheckChainAsync(report, progress, cancellationToken);
        await CheckRowsAsync(report, progress, cancellationToken);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken)) report.AuditEntries = await AuditChain.VerifyAsync(db, report.AddAsync, cancellationToken);
        await blobs.RunAsync(report, progress, cancellationToken);
        await readings.RunAsync(report, progress, cancellationToken);
        return report;
    }

    /// <summary>The chain up to the head that it has now; what is added meanwhile is for the next time.</summary>
    private async Task CheckChainAsync(VerifyReport report, Func<string, long, long, Task>? progress, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var head = await db.CustodyEntries.AsNoTracking().OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(cancellationToken);
        if (head is null) return;
        var (previous, expected) = (CustodyChain.Origin, 1L);
        while (expected <= head.Sequence)
        {
            var page = await db.CustodyEntries.AsNoTracking().Where(entry => entry.Sequence >= expected && entry.Sequence <= head.Sequence).OrderBy(entry => entry.Sequence).Take(PageSize).ToListAsync(cancellationToken);
            if (page.Count == 0) break;
            foreach (var entry in page)
            {
                if (entry.Sequence != expected) await report.AddAsync($"custody {entry.Sequence}: entries {expected} to {entry.Sequence - 1} are missing");
                if (entry.PreviousHash != previous) await report.AddAsync($"custody {entry.Sequence}: does not follow the entry before it");
                if (entry.EntryHash != CustodyChain.EntryHash(entry)) await report.AddAsync($"custody {entry.Sequence}: was changed");
                if (entry.Event == CustodyEvent.AsFound) report.AsFound++;
                (previous, expected) = (entry.EntryHash, entry.Sequence + 1);
                report.CustodyEntries++;
            }

            if (progress is not null) await progress("custody entries", report.CustodyEntries, head.Sequence);
        }

        report.ChainHead = previous;
    }

    /// <summary>Every row has an entry and is as its latest one says; and what has an entry, and was not removed, is there.</summary>
    private async Task CheckRowsAsync(VerifyReport report, Func<string, long, long, Task>? progress, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var table in EvidenceTables.All(db))
        {
            for (long last = 0; ;)
            {
                await using var snapshot = await db.BeginSnapshotAsync(cancellationToken);
                var rows = await table.PageAsync(db, last, PageSize, cancellationToken);
                var end = rows.Count == PageSize ? rows[^1].Id : long.MaxValue;
                var latest = await LatestAsync(db, table.Kind, last, end, cancellationToken);
                foreach (var row in rows) await CheckAsync(report, table.Kind, row, latest.Remove(row.Id, out var entries) ? entries : default);
                foreach (var (id, (entry, _)) in latest.Where(left => left.Value.Latest.Event != CustodyEvent.Removed)) await report.AddAsync($"custody {entry.Sequence}: its {table.Kind} {id} is missing");
                report.Rows += rows.Count;
                if (progress is not null && rows.Count > 0) await progress(table.Kind + " rows", report.Rows, 0);
                if (end == long.MaxValue) break;
                last = end;
            }
        }
    }

    /// <summary>The latest entry of each row, and of rows that the first format knew that entry as well: being entered as found takes nothing of what it proves.</summary>
    private static async Task<Dictionary<long, (CustodyEntry Latest, CustodyEntry? First)>> LatestAsync(MonitorDbContext db, string kind, long after, long until, CancellationToken cancellationToken)
    {
        var latest = new Dictionary<long, (CustodyEntry Latest, CustodyEntry? First)>();
        await foreach (var entry in db.CustodyEntries.AsNoTracking().Where(entry => entry.SubjectKind == kind && entry.SubjectId > after && entry.SubjectId <= until).OrderBy(entry => entry.SubjectId).ThenBy(entry => entry.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
            latest[entry.SubjectId] = (entry, entry.Format == 0 ? entry : latest.GetValueOrDefault(entry.SubjectId).First);
        return latest;
    }

    private static async Task CheckAsync(VerifyReport report, string kind, EvidenceFacts row, (CustodyEntry? Latest, CustodyEntry? First) entries)
    {
        if (entries.Latest is not { } latest) await report.AddAsync($"{kind} {row.Id}: no custody entry speaks of it: it was put there behind the program's back");
        else if (latest.Event == CustodyEvent.Removed) await report.AddAsync($"custody {latest.Sequence}: its {kind} {row.Id} was removed and is there again");
        else if ((latest.Format > 0 && !Agrees(latest, row.Facts)) || (entries.First is { } first && !Agrees(first, row.Legacy?.EvidenceFacts() ?? ""))) await report.AddAsync($"custody {latest.Sequence}: its {kind} {row.Id} was changed");
    }

    private static bool Agrees(CustodyEntry entry, string facts) => CustodyChain.FactsHash(entry.Salt, facts) == entry.FactsHash;
}
