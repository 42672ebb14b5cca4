using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Database;

namespace Monitor.Core.People;

/// <summary>Writes persons from a file: new ones are added, known ones (by the file's id) get what is new about them. Importing a file twice changes nothing.</summary>
public sealed class ImportPeople(WriteGate gate, TimeProvider clock)
{
    /// <summary>One transaction: all of it or nothing.</summary>
    public Task<ImportedPeople> RunAsync(Actor actor, PeopleRows file, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var (added, names) = (0, 0);
        foreach (var chunk in file.Rows.GroupBy(row => row.Id, StringComparer.Ordinal).Chunk(500))
        {
            var ids = chunk.Select(group => group.Key).ToList();
            var known = await db.Persons.Include(person => person.Names).Where(person => person.ExternalId != null && ids.Contains(person.ExternalId)).ToDictionaryAsync(person => person.ExternalId!, StringComparer.Ordinal, cancellationToken);
            foreach (var group in chunk)
            {
                if (!known.TryGetValue(group.Key, out var person))
                {
                    db.Persons.Add(person = new Person { ExternalId = group.Key, CreatedAt = clock.GetUtcNow() });
                    added++;
                }

                while (person.MergedIntoId is { } into) person = await db.Persons.Include(row => row.Names).FirstAsync(row => row.Id == into, cancellationToken);
                names += Apply(person, group);
            }
        }

        return new ImportedPeople(added, file.Rows.Select(row => row.Id).Distinct(StringComparer.Ordinal).Count(), names);
    }, cancellationToken);

    private static int Apply(Person person, IEnumerable<PersonRow> rows)
    {
        var added = 0;
        foreach (var row in rows)
        {
            person.Union = row.Union ?? person.Union;
            person.Position = row.Position ?? person.Position;
            person.Employer = row.Employer ?? person.Employer;
            if (person.Names.Any(name => name.Name == row.Name && name.Language == row.Language && name.Scheme == row.Scheme)) continue;
            person.Names.Add(new PersonName { Name = row.Name, Language = row.Language, Script = row.Script, Scheme = row.Scheme });
            added++;
        }

        return added;
    }
}

/// <param name="Added">Persons that were not there.</param>
/// <param name="Persons">All persons of the file.</param>
/// <param name="Names">Names that were not there.</param>
public sealed record ImportedPeople(int Added, int Persons, int Names);
