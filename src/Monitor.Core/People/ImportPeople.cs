using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.Core.People;

/// <summary>Writes persons from a file: new ones are added, known ones (by the file's id) get what is new about them. Importing a file twice changes nothing.</summary>
public sealed class ImportPeople(WriteGate gate, TimeProvider clock)
{
    /// <summary>One transaction: all of it or nothing. An id that stands for a person whom the viewer may not see is passed over.</summary>
    public Task<ImportedPeople> RunAsync(Actor actor, Viewer viewer, PeopleRows file, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var (added, names) = (0, 0);
        foreach (var chunk in file.Rows.GroupBy(row => row.Id, StringComparer.Ordinal).Chunk(500))
        {
            var ids = chunk.Select(group => group.Key).ToList();
            var known = await db.Persons.Include(person => person.Names).Where(person => person.ExternalId != null && ids.Contains(person.ExternalId)).ToDictionaryAsync(person => person.ExternalId!, StringComparer.Ordinal, cancellationToken);
            var changed = new List<Person>();
            foreach (var group in chunk)
            {
                if (!known.TryGetValue(group.Key, out var person))
                {
                    db.Persons.Add(person = new Person { ExternalId = group.Key, CreatedAt = clock.GetUtcNow() });
                    added++;
                }

                while (person.MergedIntoId is { } into) person = await db.Persons.Include(row => row.Names).FirstAsync(row => row.Id == into, cancellationToken);
                if (person.Clearance > viewer.Clearance) continue;
                names += Apply(person, group);
                if (db.Entry(person).State != EntityState.Modified && !person.Names.Any(name => name.Id == 0)) continue;
                // New names alone change the person too: whoever has it open is told.
                if (person.Id != 0) db.MarkEdited(person);
                changed.Add(person);
            }

            await db.SaveChangesAsync(cancellationToken);
            foreach (var person in changed) await TouchPosts.OfPersonAsync(db, person.Id, clock.GetUtcNow(), cancellationToken);
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
