using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.People;

/// <summary>Finds persons by any spelling of their name. Keeps the names in memory until one is added or taken away.</summary>
public sealed class FindPeople(IDbContextFactory<MonitorDbContext> contexts, GivenNames given)
{
    private sealed record Kept((int Count, long Last) Stamp, PersonIndex Index);

    private volatile Kept? kept;

    public async Task<IReadOnlyList<FoundPerson>> RunAsync(string name, int most, bool variants, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var matches = (await IndexAsync(db, cancellationToken)).Find(name, most, variants);
        var ids = matches.Select(match => match.PersonId).ToList();
        var persons = await db.Persons.AsNoTracking().Include(person => person.Names).Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, cancellationToken);
        return [.. matches.Where(match => persons.ContainsKey(match.PersonId)).Select(match => new FoundPerson(persons[match.PersonId], match))];
    }

    private async Task<PersonIndex> IndexAsync(MonitorDbContext db, CancellationToken cancellationToken)
    {
        var stamp = (await db.PersonNames.CountAsync(cancellationToken), await db.PersonNames.MaxAsync(name => (long?)name.Id, cancellationToken) ?? 0);
        if (kept is { } held && held.Stamp == stamp) return held.Index;
        var names = await db.PersonNames.AsNoTracking().OrderBy(name => name.Id).Select(name => new { name.PersonId, name.Name }).ToListAsync(cancellationToken);
        var index = new PersonIndex(names.Select(name => (name.PersonId, name.Name)), given);
        kept = new Kept(stamp, index);
        return index;
    }
}

public sealed record FoundPerson(Person Person, PersonMatch Match);
