using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Archive;
using Monitor.Core.Audit;
using Monitor.Core.Database;

namespace Monitor.App.Pages.Cases;

/// <summary>The history of a record as colleagues see it. One that was ever hidden from the viewer is shown to nobody of that clearance: what was hidden then stays so. Links to tags and incidents, which may be hidden, are left out.</summary>
public static class RecordHistory
{
    private const int Most = 500;

    public static async Task<IReadOnlyList<HistoryEntry>> ReadAsync(MonitorDbContext db, AccountNames accountNames, string kind, long id, Viewer viewer, CancellationToken cancellationToken)
    {
        var changes = await db.Changes.AsNoTracking().Where(change => change.SubjectKind == kind && change.SubjectId == id && !change.Field.EndsWith("TagId") && !change.Field.EndsWith("IncidentId")).OrderByDescending(change => change.Id).Take(Most).ToListAsync(cancellationToken);
        var levels = await db.Changes.AsNoTracking().Where(change => change.SubjectKind == kind && change.SubjectId == id && change.Field.EndsWith(".Clearance")).Select(change => new { change.Before, change.After }).ToListAsync(cancellationToken);
        if (levels.SelectMany(level => new[] { level.Before, level.After }).OfType<string>().Any(level => int.Parse(level, CultureInfo.InvariantCulture) > viewer.Clearance)) return [];
        var names = await accountNames.ReadAsync(cancellationToken);
        var sequences = changes.Select(change => change.AuditSequence).Distinct().ToList();
        var entries = await db.AuditEntries.AsNoTracking().Where(entry => sequences.Contains(entry.Sequence)).OrderByDescending(entry => entry.Sequence).ToListAsync(cancellationToken);
        return [.. entries.Select(entry => new HistoryEntry(entry.At, names.GetValueOrDefault(entry.ActorId) ?? entry.ActorId, entry.Action, [.. changes.Where(change => change.AuditSequence == entry.Sequence)]))];
    }
}

public sealed record HistoryEntry(DateTimeOffset At, string By, AuditAction Action, IReadOnlyList<Change> Changes);
