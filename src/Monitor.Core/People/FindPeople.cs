using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.Core.People;

/// <summary>Finds persons by any spelling of their name. Keeps the names in memory until one changes; those that a viewer may not see are in no index that the viewer asks.</summary>
public sealed class FindPeople(IDbContextFactory<MonitorDbContext> contexts, GivenNames given)
{
    private sealed record Kept((int Count, long Last, long Changes) Stamp, PersonIndex Index);

    private readonly ConcurrentDictionary<int, Kept> kept = [];

    public async Task<IReadOnlyList<FoundPerson>> RunAsync(string name, int most, bool variants, Viewer viewer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var matches = (await IndexAsync(db, viewer, cancellationToken)).Find(name, most, variants);
        var ids = matches.Select(match => match.PersonId).ToList();
        var persons = await db.Persons.VisibleTo(viewer).AsNoTracking().Include(person => person.Names).Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, cancellationToken);
        return [.. matches.Where(match => persons.ContainsKey(match.PersonId)).Select(match => new FoundPerson(persons[match.PersonId], match))];
    }

    /// <summary>The names of the persons whom the viewer may see; merged ones aside.</summary>
    public async Task<PersonIndex> IndexAsync(MonitorDbContext db, Viewer viewer, CancellationToken cancellationToken)
    {
        // Every change of a person or a name has its entry in the history.
        var stamp = (await db.PersonNames.CountAsync(cancellationToken), await db.PersonNames.MaxAsync(name => (long?)name.Id, cancellationToken) ?? 0, await db.Changes.Where(change => change.SubjectKind == "person").MaxAsync(change => (long?)change.Id, cancellationToken) ?? 0);
        if (kept.TryGetValue(viewer.Clearance, out var held) && held.Stamp == stamp) return held.Index;
        var names = await db.Persons.VisibleTo(viewer).AsNoTracking().Where(person => person.MergedIntoId == null).SelectMany(person => person.Names).OrderBy(name => name.Id).Select(name => new { name.PersonId, name.Name }).ToListAsync(cancellationToken);
        var index = new PersonIndex(names.Select(name => (name.PersonId, name.Name)), given);
        kept[viewer.Clearance] = new Kept(stamp, index);
        return index;
    }
}

public sealed record FoundPerson(Person Person, PersonMatch Match);
