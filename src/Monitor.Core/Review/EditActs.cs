using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Audit;
using Monitor.Core.Database;

namespace Monitor.Core.Review;

/// <summary>Writes acts and their evidence.</summary>
public sealed class EditActs(WriteGate gate, TimeProvider clock)
{
    /// <summary>Adds an act, or changes one where <paramref name="id"/> and the revision that was seen say which. Returns its id.</summary>
    public Task<long> SaveAsync(Actor actor, Viewer viewer, (long Id, int Seen)? id, ActDraft draft, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var act = id is { } known ? await LoadAsync(db, viewer, known.Id, known.Seen, cancellationToken) : db.Acts.Add(new Act()).Entity;
        EditRefusedException.ThrowIf(!await db.Persons.VisibleTo(viewer).AnyAsync(person => person.Id == draft.PersonId && person.MergedIntoId == null, cancellationToken), EditRefusal.PersonNeeded);
        EditRefusedException.ThrowIf(draft.IncidentId is { } incident && !await db.Incidents.VisibleTo(viewer).AnyAsync(row => row.Id == incident, cancellationToken), EditRefusal.NoSuchIncident);
        EditRefusedException.ThrowIf((int)draft.Confidentiality > viewer.Clearance, EditRefusal.BeyondYourClearance);
        // An incident that the viewer may not see was not in the form; it stays.
        var kept = act.IncidentId is { } old && !await db.Incidents.VisibleTo(viewer).AnyAsync(row => row.Id == old, cancellationToken) ? act.IncidentId : null;
        (act.PersonId, act.IncidentId, act.Kind, act.When) = (draft.PersonId, draft.IncidentId ?? kept, draft.Kind, EditRefusedException.Date(draft.When));
        (act.Place, act.Agency, act.Note) = (EditRefusedException.Line(draft.Place, 200), EditRefusedException.Line(draft.Agency, 200), EditRefusedException.Text(draft.Note, 2000));
        (act.Certainty, act.Clearance) = (draft.Certainty, (int)draft.Confidentiality);
        // The same form sent twice is one act: acts are counted.
        if (id is null && await db.Acts.VisibleTo(viewer).Where(row => row.PersonId == act.PersonId && row.Kind == act.Kind && row.When == act.When && row.Place == act.Place && row.Agency == act.Agency && row.Note == act.Note && row.IncidentId == act.IncidentId && row.Clearance == act.Clearance).FirstOrDefaultAsync(cancellationToken) is { } twin)
        {
            db.Entry(act).State = EntityState.Detached;
            act = twin;
        }

        // Its evidence is part of it: whoever looked at it before is told.
        if (act.Id != 0) db.MarkEdited(act);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var evidence in draft.Evidence.Distinct()) await AddAsync(db, viewer, act.Id, evidence, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await TouchPosts.OfActAsync(db, act.Id, clock.GetUtcNow(), cancellationToken);
        return act.Id;
    }, cancellationToken);

    public Task RemoveEvidenceAsync(Actor actor, Viewer viewer, long actId, int seen, long evidenceId, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var act = await LoadAsync(db, viewer, actId, seen, cancellationToken);
        var evidence = await db.ActEvidence.FirstOrDefaultAsync(row => row.Id == evidenceId && row.ActId == act.Id, cancellationToken) ?? throw new EditRefusedException(EditRefusal.NotThere);
        // The posts are told while the evidence still leads to them.
        await TouchPosts.OfActAsync(db, act.Id, clock.GetUtcNow(), cancellationToken);
        db.ActEvidence.Remove(evidence);
        db.MarkEdited(act);
        return true;
    }, cancellationToken);

    public Task RemoveAsync(Actor actor, Viewer viewer, long actId, int seen, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var act = await LoadAsync(db, viewer, actId, seen, cancellationToken);
        await TouchPosts.OfActAsync(db, act.Id, clock.GetUtcNow(), cancellationToken);
        db.ActEvidence.RemoveRange(await db.ActEvidence.Where(row => row.ActId == act.Id).ToListAsync(cancellationToken));
        db.Acts.Remove(act);
        return true;
    }, cancellationToken);

    private static async Task<Act> LoadAsync(MonitorDbContext db, Viewer viewer, long id, int seen, CancellationToken cancellationToken)
    {
        var act = await db.Acts.VisibleTo(viewer).FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw new EditRefusedException(EditRefusal.NotThere);
        ChangedMeanwhileException.ThrowUnless(act, seen);
        return act;
    }

    /// <summary>The same evidence twice is one.</summary>
    private static async Task AddAsync(MonitorDbContext db, Viewer viewer, long actId, EvidenceDraft draft, CancellationToken cancellationToken)
    {
        EditRefusedException.ThrowIf(draft.PostId is { } post && !await db.Posts.AnyAsync(row => row.Id == post, cancellationToken), EditRefusal.NoSuchEvidence);
        EditRefusedException.ThrowIf(draft.TagId is { } tag && !await db.PersonTags.VisibleTo(viewer).AnyAsync(row => row.Id == tag, cancellationToken), EditRefusal.NoSuchEvidence);
        EditRefusedException.ThrowIf(draft.Url is { } url && (url.Length > 2000 || !Uri.TryCreate(url, UriKind.Absolute, out var link) || (link.Scheme != Uri.UriSchemeHttps && link.Scheme != Uri.UriSchemeHttp) || link.UserInfo.Length > 0), EditRefusal.LinkNotUnderstood);
        EditRefusedException.ThrowIf(draft is { PostId: null, TagId: null, Url: null }, EditRefusal.EvidenceNeeded);
        if (!await db.ActEvidence.AnyAsync(row => row.ActId == actId && row.PostId == draft.PostId && row.TagId == draft.TagId && row.Url == draft.Url, cancellationToken))
            db.ActEvidence.Add(new ActEvidence { ActId = actId, PostId = draft.PostId, TagId = draft.TagId, Url = draft.Url });
    }
}

/// <summary>An act as a person wrote it; <see cref="Evidence"/> is added to what there is.</summary>
public sealed record ActDraft(long PersonId, long? IncidentId, ActKind Kind, string? When, string? Place, string? Agency, Certainty Certainty, Confidentiality Confidentiality, string? Note, IReadOnlyList<EvidenceDraft> Evidence);

/// <summary>One of the three.</summary>
public sealed record EvidenceDraft(long? PostId, long? TagId, string? Url);
