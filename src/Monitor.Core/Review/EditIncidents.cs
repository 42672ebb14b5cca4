using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Audit;
using Monitor.Core.Database;

namespace Monitor.Core.Review;

/// <summary>Writes incidents and the clips that show them. Acts are put into an incident where they are written.</summary>
public sealed class EditIncidents(WriteGate gate)
{
    /// <summary>Adds an incident, or changes one. Returns its id.</summary>
    public Task<long> SaveAsync(Actor actor, Viewer viewer, (long Id, int Seen)? id, IncidentDraft draft, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var incident = id is { } known ? await LoadAsync(db, viewer, known.Id, known.Seen, cancellationToken) : db.Incidents.Add(new Incident()).Entity;
        incident.Title = EditRefusedException.Line(draft.Title, 200) ?? throw new EditRefusedException(EditRefusal.TitleNeeded);
        (incident.When, incident.Place, incident.Description) = (EditRefusedException.Date(draft.When), EditRefusedException.Line(draft.Place, 200), EditRefusedException.Text(draft.Description, 4000));
        EditRefusedException.ThrowIf((int)draft.Confidentiality > viewer.Clearance, EditRefusal.BeyondYourClearance);
        incident.Clearance = (int)draft.Confidentiality;
        if (id is null && await db.Incidents.VisibleTo(viewer).FirstOrDefaultAsync(row => row.Title == incident.Title && row.When == incident.When && row.Place == incident.Place && row.Description == incident.Description, cancellationToken) is { } twin)
        {
            db.Entry(incident).State = EntityState.Detached;
            return twin.Id;
        }

        await db.SaveChangesAsync(cancellationToken);
        return incident.Id;
    }, cancellationToken);

    /// <summary>Adds the clips of a post, or takes one away.</summary>
    public Task AddClipsAsync(Actor actor, Viewer viewer, long id, int seen, long postId, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var incident = await LoadAsync(db, viewer, id, seen, cancellationToken);
        var items = await db.PostMedia.Where(media => media.PostId == postId && media.IsCurrent).Select(media => media.Source!.MediaItemId).ToListAsync(cancellationToken);
        var there = await db.IncidentClips.Where(clip => clip.IncidentId == incident.Id).Select(clip => clip.MediaItemId).ToListAsync(cancellationToken);
        var found = items.OfType<long>().Distinct().ToList();
        EditRefusedException.ThrowIf(found.Count == 0, EditRefusal.NoSuchEvidence);
        foreach (var item in found.Except(there)) db.IncidentClips.Add(new IncidentClip { IncidentId = incident.Id, MediaItemId = item });
        db.MarkEdited(incident);
        return true;
    }, cancellationToken);

    public Task RemoveClipAsync(Actor actor, Viewer viewer, long id, int seen, long clipId, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var incident = await LoadAsync(db, viewer, id, seen, cancellationToken);
        db.IncidentClips.Remove(await db.IncidentClips.FirstOrDefaultAsync(clip => clip.Id == clipId && clip.IncidentId == incident.Id, cancellationToken) ?? throw new EditRefusedException(EditRefusal.NotThere));
        db.MarkEdited(incident);
        return true;
    }, cancellationToken);

    private static async Task<Incident> LoadAsync(MonitorDbContext db, Viewer viewer, long id, int seen, CancellationToken cancellationToken)
    {
        var incident = await db.Incidents.VisibleTo(viewer).FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw new EditRefusedException(EditRefusal.NotThere);
        ChangedMeanwhileException.ThrowUnless(incident, seen);
        return incident;
    }
}

/// <summary>An incident as a person wrote it.</summary>
public sealed record IncidentDraft(string? Title, string? When, string? Place, string? Description, Confidentiality Confidentiality);
