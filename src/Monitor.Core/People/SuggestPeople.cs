using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.Core.People;

/// <summary>Persons whose name is in a post's text or on its screen, and who are not tagged there yet. A person decides; nothing is applied.</summary>
public sealed class SuggestPeople(FindPeople find)
{
    public async Task<IReadOnlyList<SuggestedPerson>> RunAsync(MonitorDbContext db, Viewer viewer, IReadOnlyList<string> texts, IReadOnlyCollection<long> tagged, CancellationToken cancellationToken)
    {
        var found = NamesInText.Find(await find.IndexAsync(db, viewer, cancellationToken), texts).Where(name => !tagged.Contains(name.PersonId)).Take(12).ToList();
        var ids = found.Select(name => name.PersonId).ToList();
        var persons = await db.Persons.VisibleTo(viewer).AsNoTracking().Include(person => person.Names).Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, cancellationToken);
        return [.. found.Where(name => persons.ContainsKey(name.PersonId)).Select(name => new SuggestedPerson(persons[name.PersonId], name.Words))];
    }
}

/// <param name="Words">What stands in the text.</param>
public sealed record SuggestedPerson(Person Person, string Words);
