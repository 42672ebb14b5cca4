using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Review;

/// <summary>Makes an incident, or changes one and its clips.</summary>
public sealed class EditIncidentModel(IDbContextFactory<MonitorDbContext> contexts, EditIncidents incidents, RestrictedReads reads) : EditPage
{
    public long? Id { get; private set; }

    public int Revision { get; private set; }

    public IncidentDraft Draft { get; private set; } = new("", "", "", "", Confidentiality.Public);

    public async Task<IActionResult> OnGetAsync(long? id, CancellationToken cancellationToken)
    {
        if (id is null) return Page();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Incidents.VisibleTo(Viewer).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } incident) return NotFound();
        if (incident.Clearance > 0) await reads.NoteAsync(User, [("incident", incident.Id)], cancellationToken);
        (Id, Revision) = (id, incident.Revision);
        Draft = new IncidentDraft(incident.Title, incident.When, incident.Place, incident.Description, (Confidentiality)incident.Clearance);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(long? id, int revision, string? title, string? when, string? place, string? description, [BindRequired] Confidentiality confidentiality, CancellationToken cancellationToken)
    {
        (Id, Revision, Draft) = (id, revision, new IncidentDraft(title, when, place, description, confidentiality));
        return WriteAsync(async () => LocalRedirect("/incidents/" + await incidents.SaveAsync(Actor, Viewer, id is { } known ? (known, revision) : null, Draft, cancellationToken)),
            () => Problem == "ChangedMeanwhile" ? OnGetAsync(id, cancellationToken) : Task.FromResult<IActionResult>(Page()));
    }

    public Task<IActionResult> OnPostAddClipsAsync(long id, int revision, string? post, CancellationToken cancellationToken) => WriteAsync(async () =>
    {
        await incidents.AddClipsAsync(Actor, Viewer, id, revision, Post.ParseNumber(post?.Trim() ?? "") ?? throw new EditRefusedException(EditRefusal.EvidenceNeeded), cancellationToken);
        return LocalRedirect($"/incidents/{id}");
    }, () => OnGetAsync(id, cancellationToken));

    public Task<IActionResult> OnPostRemoveClipAsync(long id, int revision, long clip, CancellationToken cancellationToken) => WriteAsync(async () =>
    {
        await incidents.RemoveClipAsync(Actor, Viewer, id, revision, clip, cancellationToken);
        return LocalRedirect($"/incidents/{id}");
    }, () => OnGetAsync(id, cancellationToken));
}
