using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.Core.People;

/// <summary>Writes persons. Looks for near ones before: a person is never made by a typo.</summary>
public sealed class EditPeople(WriteGate gate, FindPeople find, TimeProvider clock)
{
    /// <summary>A person whose name fits this well is suggested before a new one is made.</summary>
    public const double Near = 0.7;

    /// <summary>Persons whom the draft may be, best first; those that the viewer may not see are not among them.</summary>
    public async Task<IReadOnlyList<FoundPerson>> NearOnesAsync(Viewer viewer, PersonDraft draft, CancellationToken cancellationToken)
    {
        var near = new List<FoundPerson>();
        foreach (var name in draft.Names.Select(name => name.Name).Where(name => !string.IsNullOrWhiteSpace(name) && name.Length <= PersonName.MaxLength).Distinct())
            near.AddRange((await find.RunAsync(name!, 5, true, viewer, cancellationToken)).Where(found => found.Match.Score >= Near));
        return [.. near.OrderByDescending(found => found.Match.Score).DistinctBy(found => found.Person.Id).Take(8)];
    }

    /// <summary>Adds a person, or changes one where <paramref name="id"/> and the revision that was seen say which. Returns its id.</summary>
    public Task<long> SaveAsync(Actor actor, Viewer viewer, (long Id, int Seen)? id, PersonDraft draft, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var person = id is { } known ? await LoadAsync(db, viewer, known.Id, known.Seen, cancellationToken) : db.Persons.Add(new Person { CreatedAt = clock.GetUtcNow() }).Entity;
        person.Description = EditRefusedException.Line(draft.Description, 300);
        (person.Union, person.Position, person.Employer) = (EditRefusedException.Line(draft.Union, 200), EditRefusedException.Line(draft.Position, 200), EditRefusedException.Line(draft.Employer, 200));
        EditRefusedException.ThrowIf((int)draft.Confidentiality > viewer.Clearance, EditRefusal.BeyondYourClearance);
        person.Clearance = (int)draft.Confidentiality;
        // A change of its lists alone is a change of the person: whoever looked at it before is told.
        if (id is not null) db.MarkEdited(person);
        Bring(db, person.Names, [.. Names(draft)], row => (row.Name, row.Language, row.Scheme));
        Bring(db, person.Statuses, [.. draft.Statuses.Select(status => new PersonStatus { Kind = status.Kind, Since = EditRefusedException.Date(status.Since) })], row => (row.Kind, row.Since));
        Bring(db, person.Identifiers, [.. Identifiers(draft)], row => (row.Scheme, row.Value));
        EditRefusedException.ThrowIf(!draft.Names.Any(name => !string.IsNullOrWhiteSpace(name.Name)) && person.Description is null, EditRefusal.NameOrDescriptionNeeded);
        if (id is null && await TwinAsync(db, viewer, person, cancellationToken) is { } twin)
        {
            db.ChangeTracker.Clear();
            return twin;
        }

        await db.SaveChangesAsync(cancellationToken);
        await TouchPosts.OfPersonAsync(db, person.Id, clock.GetUtcNow(), cancellationToken);
        return person.Id;
    }, cancellationToken);

    internal static async Task<Person> LoadAsync(MonitorDbContext db, Viewer viewer, long id, int seen, CancellationToken cancellationToken)
    {
        var person = await db.Persons.VisibleTo(viewer).Include(row => row.Names).Include(row => row.Statuses).Include(row => row.Identifiers).FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw new EditRefusedException(EditRefusal.NotThere);
        EditRefusedException.ThrowIf(person.MergedIntoId is not null, EditRefusal.AlreadyMerged);
        ChangedMeanwhileException.ThrowUnless(person, seen);
        return person;
    }

    /// <summary>The same form sent twice within a minute makes one person.</summary>
    private async Task<long?> TwinAsync(MonitorDbContext db, Viewer viewer, Person person, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().AddMinutes(-1);
        var lately = await db.Persons.VisibleTo(viewer).AsNoTracking().Include(row => row.Names).Where(row => row.CreatedAt >= since && row.Description == person.Description && row.Union == person.Union && row.Position == person.Position && row.MergedIntoId == null).ToListAsync(cancellationToken);
        return lately.FirstOrDefault(row => row.Names.Select(name => name.Name).Order(StringComparer.Ordinal).SequenceEqual(person.Names.Select(name => name.Name).Order(StringComparer.Ordinal)))?.Id;
    }

    /// <summary>Makes the rows those of the draft: what is there stays as it is, so that its history stays with it.</summary>
    private static void Bring<T, TKey>(MonitorDbContext db, ICollection<T> rows, IReadOnlyList<T> wanted, Func<T, TKey> key) where T : class
    {
        foreach (var gone in rows.ExceptBy(wanted.Select(key), key).ToList())
        {
            rows.Remove(gone);
            db.Remove(gone);
        }

        foreach (var added in wanted.ExceptBy(rows.Select(key), key).ToList()) rows.Add(added);
    }

    private static IEnumerable<PersonName> Names(PersonDraft draft)
    {
        foreach (var name in draft.Names)
        {
            if (EditRefusedException.Line(name.Name, int.MaxValue) is not { } text) continue;
            EditRefusedException.ThrowIf(text.Length > PersonName.MaxLength, EditRefusal.NameTooLong);
            EditRefusedException.ThrowIf(!text.Any(char.IsLetter), EditRefusal.NameHasNoLetter);
            yield return new PersonName { Name = text, Language = EditRefusedException.Line(name.Language, 16), Scheme = EditRefusedException.Line(name.Scheme, 64), Script = PersonName.ScriptOf(text) };
        }
    }

    private static IEnumerable<PersonIdentifier> Identifiers(PersonDraft draft)
    {
        foreach (var identifier in draft.Identifiers)
            if (EditRefusedException.Line(identifier.Value, 200) is { } value) yield return new PersonIdentifier { Scheme = EditRefusedException.Line(identifier.Scheme, 64) ?? "other", Value = value };
    }
}
