using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Cases;

/// <summary>All incidents, newest first.</summary>
public sealed class IncidentListModel(IDbContextFactory<MonitorDbContext> contexts, RestrictedReads reads) : PageModel
{
    public const int Most = 500;

    public IReadOnlyList<(Incident Incident, int Acts)> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var viewer = Policies.ViewerOf(User);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var incidents = await db.Incidents.VisibleTo(viewer).AsNoTracking().OrderByDescending(incident => incident.When).ThenByDescending(incident => incident.Id).Take(Most).ToListAsync(cancellationToken);
        var acts = await db.Acts.VisibleTo(viewer).Where(act => act.IncidentId != null).GroupBy(act => act.IncidentId!.Value).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        await reads.NoteAsync(User, incidents.Where(incident => incident.Clearance > 0).Select(incident => ("incident", incident.Id)), cancellationToken);
        Rows = [.. incidents.Select(incident => (incident, acts.GetValueOrDefault(incident.Id)))];
    }
}
