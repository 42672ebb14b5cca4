using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Audit;

/// <summary>Appends to the audit and checks it. A changed, missing or reordered entry breaks the chain from there on.</summary>
public static class AuditChain
{
    private static readonly string Origin = new('0', 64);

    /// <summary>Appends an entry inside the caller's transaction and returns it.</summary>
    public static async Task<AuditEntry> AppendAsync(MonitorDbContext db, Actor actor, AuditAction action, string kind, string key, string detail, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var head = db.AuditHead ?? await db.AuditEntries.AsNoTracking().OrderByDescending(row => row.Sequence).FirstOrDefaultAsync(cancellationToken);
        var entry = new AuditEntry { Sequence = (head?.Sequence ?? 0) + 1, At = at, ActorId = actor.Id, Action = action, SubjectKind = kind, SubjectKey = key, Detail = detail.Length > 256 ? detail[..256] : detail, PreviousHash = head?.EntryHash ?? Origin };
        entry.EntryHash = HashOf(entry);
        db.AuditEntries.Add(entry);
        return db.AuditHead = entry;
    }

    /// <summary>Reads the whole chain and tells what is wrong with it. Returns how many entries there are.</summary>
    public static async Task<long> VerifyAsync(MonitorDbContext db, Func<string, Task> problem, CancellationToken cancellationToken)
    {
        var (expected, previous) = (1L, Origin);
        await foreach (var entry in db.AuditEntries.AsNoTracking().OrderBy(row => row.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (entry.Sequence != expected) await problem($"audit {entry.Sequence}: entries {expected} to {entry.Sequence - 1} are missing");
            if (entry.PreviousHash != previous) await problem($"audit {entry.Sequence}: does not follow the entry before it");
            if (entry.EntryHash != HashOf(entry)) await problem($"audit {entry.Sequence}: was changed");
            (expected, previous) = (entry.Sequence + 1, entry.EntryHash);
        }

        // The end of a chain can be cut off without a trace in it; the history knows how long it was.
        if (await db.Changes.MaxAsync(change => (long?)change.AuditSequence, cancellationToken) is { } last && last >= expected) await problem($"audit: entries {expected} to {last} are missing");
        return expected - 1;
    }

    private static string HashOf(AuditEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        entry.Sequence.ToString(CultureInfo.InvariantCulture), entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture), entry.ActorId, entry.Action.ToString(), entry.SubjectKind, entry.SubjectKey, entry.Detail, entry.PreviousHash))));
}
