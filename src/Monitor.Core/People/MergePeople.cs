using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.Core.People;

/// <summary>Two persons turn out to be one: what is known of the first goes to the second. The first stays as a pointer, and every step is in the history of both.</summary>
public sealed class MergePeople(WriteGate gate, TimeProvider clock)
{
    /// <summary>The confidentiality of the result is the stricter of both: a merge shows nobody what was hidden.</summary>
    public Task RunAsync(Actor actor, Viewer viewer, (long Id, int Seen) from, (long Id, int Seen) into, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        EditRefusedException.ThrowIf(from.Id == into.Id, EditRefusal.SamePerson);
        var gone = await EditPeople.LoadAsync(db, viewer, from.Id, from.Seen, cancellationToken);
        var kept = await EditPeople.LoadAsync(db, viewer, into.Id, into.Seen, cancellationToken);
        (kept.Union, kept.Position, kept.Employer) = (kept.Union ?? gone.Union, kept.Position ?? gone.Position, kept.Employer ?? gone.Employer);
        kept.Description ??= gone.Description;
        kept.Clearance = Math.Max(kept.Clearance, gone.Clearance);
        db.MarkEdited(kept);
        foreach (var name in gone.Names.Where(name => kept.Names.All(known => (known.Name, known.Language, known.Scheme) != (name.Name, name.Language, name.Scheme))).ToList()) name.PersonId = kept.Id;
        foreach (var status in gone.Statuses.Where(status => kept.Statuses.All(known => (known.Kind, known.Since) != (status.Kind, status.Since))).ToList()) status.PersonId = kept.Id;
        foreach (var identifier in gone.Identifiers.Where(identifier => kept.Identifiers.All(known => (known.Scheme, known.Value) != (identifier.Scheme, identifier.Value))).ToList()) identifier.PersonId = kept.Id;
        if (gone.ExternalId is { } external) db.PersonIdentifiers.Add(new PersonIdentifier { PersonId = kept.Id, Scheme = "import", Value = external });
        foreach (var tag in await db.PersonTags.Where(row => row.PersonId == gone.Id).ToListAsync(cancellationToken)) tag.PersonId = kept.Id;
        foreach (var act in await db.Acts.Where(row => row.PersonId == gone.Id).ToListAsync(cancellationToken)) act.PersonId = kept.Id;
        gone.MergedIntoId = kept.Id;
        await db.SaveChangesAsync(cancellationToken);
        await TouchPosts.OfPersonAsync(db, kept.Id, clock.GetUtcNow(), cancellationToken);
        return true;
    }, cancellationToken);
}
