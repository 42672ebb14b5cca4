using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Database;

namespace Monitor.App.Accounts;

/// <summary>Who was made lead of late, for all leads to see: the audit says it, so nobody can take it away.</summary>
public sealed class LeadNotices(IDbContextFactory<MonitorDbContext> contexts, AccountNames names, TimeProvider clock)
{
    /// <summary>What the audit says of an administrator who made himself lead.</summary>
    internal const string ToHimself = "himself";

    private const int Most = 5;
    private static readonly TimeSpan Shown = TimeSpan.FromDays(14);

    public async Task<IReadOnlyList<LeadNotice>> OfLastDaysAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = clock.GetUtcNow() - Shown;
        var entries = await db.AuditEntries.AsNoTracking().Where(entry => entry.Action == AuditAction.LeadGranted && entry.At >= since).OrderByDescending(entry => entry.Sequence).Take(Most).ToListAsync(cancellationToken);
        var known = entries.Count == 0 ? new Dictionary<string, string>() : await names.ReadAsync(cancellationToken);
        return [.. entries.Select(entry => new LeadNotice(known.GetValueOrDefault(entry.ActorId, entry.ActorId), known.GetValueOrDefault(entry.SubjectKey, entry.SubjectKey), entry.At, entry.Detail == ToHimself))];
    }
}

/// <param name="By">Name of the account that did it.</param>
/// <param name="To">Name of the account that is lead now.</param>
/// <param name="IsOwn">True where somebody did so for himself or herself.</param>
public sealed record LeadNotice(string By, string To, DateTimeOffset At, bool IsOwn);
