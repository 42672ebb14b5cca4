using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Posts;

namespace Monitor.Core.Review;

/// <summary>Writes tags: who is in a media item, or in a post's text.</summary>
public sealed class EditTags(WriteGate gate, TimeProvider clock)
{
    /// <summary>Adds a tag, or changes one where <paramref name="id"/> and the revision that was seen say which. Returns its id.</summary>
    public Task<long> SaveAsync(Actor actor, Viewer viewer, (long Id, int Seen)? id, TagDraft draft, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var person = await db.Persons.VisibleTo(viewer).FirstOrDefaultAsync(row => row.Id == draft.PersonId && row.MergedIntoId == null, cancellationToken) ?? throw new EditRefusedException(EditRefusal.PersonNeeded);
        var tag = id is { } known ? await LoadAsync(db, viewer, known.Id, known.Seen, cancellationToken) : db.PersonTags.Add(new PersonTag { MediaItemId = draft.MediaItemId, PostId = draft.PostId, TaggedAt = clock.GetUtcNow() }).Entity;
        if (id is not null) await TouchPosts.OfTagAsync(db, tag, clock.GetUtcNow(), cancellationToken);
        (tag.MediaItemId, tag.PostId) = (draft.MediaItemId, draft.PostId);
        await CheckPlaceAsync(db, tag, cancellationToken);
        EditRefusedException.ThrowIf(draft.FromMs is { } from && draft.ToMs is { } to && to < from, EditRefusal.TimesNotUnderstood);
        (tag.PersonId, tag.Role, tag.FromMs, tag.ToMs) = (person.Id, draft.Role, draft.FromMs, draft.ToMs);
        EditRefusedException.ThrowIf((int)draft.Confidentiality > viewer.Clearance, EditRefusal.BeyondYourClearance);
        (tag.Region, tag.Certainty, tag.Clearance) = (RegionOf(draft.Region), draft.Certainty, (int)draft.Confidentiality);
        EditRefusedException.ThrowIf(await db.PersonTags.VisibleTo(viewer).AnyAsync(other => other.Id != tag.Id && other.PersonId == tag.PersonId && other.MediaItemId == tag.MediaItemId && other.PostId == tag.PostId && other.FromMs == tag.FromMs && other.ToMs == tag.ToMs && other.Role == tag.Role, cancellationToken), EditRefusal.AlreadyTagged);
        await db.SaveChangesAsync(cancellationToken);
        await TouchPosts.OfTagAsync(db, tag, clock.GetUtcNow(), cancellationToken);
        return tag.Id;
    }, cancellationToken);

    /// <summary>Takes a tag away; the acts that it was evidence of stay.</summary>
    public Task RemoveAsync(Actor actor, Viewer viewer, long id, int seen, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var tag = await LoadAsync(db, viewer, id, seen, cancellationToken);
        var carrier = tag.PostId ?? await Carriers.Of(db, [tag.MediaItemId!.Value]).OrderBy(row => row.PostId).Select(row => (long?)row.PostId).FirstOrDefaultAsync(cancellationToken);
        foreach (var evidence in await db.ActEvidence.Include(row => row.Act).ThenInclude(act => act!.Person).Where(row => row.TagId == id).ToListAsync(cancellationToken))
        {
            // An act that the viewer may not see does not lose what shows it: the post stands for the tag.
            if (carrier is not null && evidence.Act!.NeededClearance > viewer.Clearance) (evidence.TagId, evidence.PostId) = (null, carrier);
            else db.ActEvidence.Remove(evidence);
        }

        db.PersonTags.Remove(tag);
        await db.SaveChangesAsync(cancellationToken);
        await TouchPosts.OfTagAsync(db, tag, clock.GetUtcNow(), cancellationToken);
        return true;
    }, cancellationToken);

    private static async Task<PersonTag> LoadAsync(MonitorDbContext db, Viewer viewer, long id, int seen, CancellationToken cancellationToken)
    {
        var tag = await db.PersonTags.VisibleTo(viewer).FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw new EditRefusedException(EditRefusal.NotThere);
        ChangedMeanwhileException.ThrowUnless(tag, seen);
        return tag;
    }

    private static async Task CheckPlaceAsync(MonitorDbContext db, PersonTag tag, CancellationToken cancellationToken)
    {
        EditRefusedException.ThrowIf(tag.MediaItemId is null == tag.PostId is null, EditRefusal.PlaceOfTagNeeded);
        EditRefusedException.ThrowIf(tag.MediaItemId is { } item ? !await db.MediaItems.AnyAsync(row => row.Id == item, cancellationToken) : !await db.Posts.AnyAsync(row => row.Id == tag.PostId, cancellationToken), EditRefusal.NotThere);
    }

    private static string? RegionOf(string? text) => string.IsNullOrWhiteSpace(text) ? null : TagRegion.TryParse(text, out var region) ? region.ToString() : throw new EditRefusedException(EditRefusal.RegionNotUnderstood);
}

/// <summary>A tag as a person wrote it. One of media item and post.</summary>
public sealed record TagDraft(long PersonId, long? MediaItemId, long? PostId, PersonRole Role, long? FromMs, long? ToMs, string? Region, Certainty Certainty, Confidentiality Confidentiality);
