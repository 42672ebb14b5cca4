using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.Media;

namespace Monitor.Core.Evidence;

/// <summary>Checks the custody chain against the evidence rows, the audit's own chain, and every stored blob against its hash.</summary>
public sealed class VerifyArchive(IDbContextFactory<MonitorDbContext> contexts, IMediaStore store)
{
    private const int PageSize = 500;

    /// <summary>Reads everything. Problems are reported one by one; the result counts what was checked.</summary>
    public async Task<VerifyReport> RunAsync(Func<string, Task> problem, Func<long, long, Task>? progress, CancellationToken cancellationToken)
    {
        var report = new VerifyReport();
        await CheckChainAsync(report, problem, cancellationToken);
        await CheckAuditAsync(report, problem, cancellationToken);
        await CheckBlobsAsync(report, problem, progress, cancellationToken);
        return report;
    }

    private async Task CheckChainAsync(VerifyReport report, Func<string, Task> problem, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var previous = CustodyChain.Origin;
        long expected = 1;
        while (true)
        {
            var page = await db.CustodyEntries.AsNoTracking().Where(entry => entry.Sequence >= expected)
                .OrderBy(entry => entry.Sequence).Take(PageSize).ToListAsync(cancellationToken);
            if (page.Count == 0) break;
            var facts = await EvidenceRows.LoadAsync(db, page, cancellationToken);
            foreach (var entry in page)
            {
                foreach (var text in Faults(entry, expected, previous, facts)) await ReportAsync(report, problem, $"custody {entry.Sequence}: {text}");
                previous = entry.EntryHash;
                expected = entry.Sequence + 1;
                report.CustodyEntries++;
            }
        }

        var rows = await EvidenceRows.CountAsync(db, cancellationToken);
        if (rows != report.CustodyEntries)
            await ReportAsync(report, problem, $"custody: {rows} evidence rows but {report.CustodyEntries} entries");
        report.ChainHead = previous;
    }

    private async Task CheckAuditAsync(VerifyReport report, Func<string, Task> problem, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        report.AuditEntries = await AuditChain.VerifyAsync(db, text => ReportAsync(report, problem, text), cancellationToken);
    }

    private static IEnumerable<string> Faults(CustodyEntry entry, long expected, string previous, IReadOnlyDictionary<(string, long), string> facts)
    {
        if (entry.Sequence != expected) yield return $"entries {expected} to {entry.Sequence - 1} are missing";
        if (entry.PreviousHash != previous) yield return "does not follow the entry before it";
        if (entry.EntryHash != CustodyChain.EntryHash(entry)) yield return "was changed";
        if (!facts.TryGetValue((entry.SubjectKind, entry.SubjectId), out var text))
            yield return $"its {entry.SubjectKind} {entry.SubjectId} is missing";
        else if (CustodyChain.FactsHash(entry.Salt, text) != entry.FactsHash)
            yield return $"its {entry.SubjectKind} {entry.SubjectId} was changed";
    }

    private async Task CheckBlobsAsync(VerifyReport report, Func<string, Task> problem, Func<long, long, Task>? progress, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var total = await db.Blobs.LongCountAsync(cancellationToken);
        await foreach (var blob in db.Blobs.AsNoTracking().OrderBy(row => row.Hash).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (await FaultAsync(blob, cancellationToken) is { } fault) await ReportAsync(report, problem, $"blob {blob.Hash}: {fault}");
            report.Blobs++;
            report.Bytes += blob.Length;
            if (progress is not null) await progress(report.Blobs, total);
        }
    }

    private async Task<string?> FaultAsync(Blob blob, CancellationToken cancellationToken)
    {
        var hash = new ContentHash(blob.Hash);
        if (!store.Contains(hash)) return "is missing from the store";
        try
        {
            await using var stream = store.OpenRead(hash);
            var actual = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
            return actual == blob.Hash ? null : "its bytes were changed";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "cannot be read: " + fault.GetType().Name;
        }
    }

    private static Task ReportAsync(VerifyReport report, Func<string, Task> problem, string text)
    {
        report.Problems++;
        return problem(text);
    }
}
