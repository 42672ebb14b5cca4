using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.Core.People;

/// <summary>Writes persons from a file: new ones are added, known ones (by the file's id) get what is new about them. Importing a file twice changes nothing.</summary>
public sealed class ImportPeople(WriteGate gate, TimeProvider clock)
{
    /// <summary>Persons of one transaction: others who write wait no longer than for these.</summary>
    private const int AtOnce = 25;

    /// <summary>In pieces: what is cut off is gone on with by the same file, without doubles. An id that stands for a person whom the viewer may not see is passed over.</summary>
    /// <param name="progress">Gets how many persons are done, and of how many.</param>
    public async Task<ImportedPeople> RunAsync(Actor actor, Viewer viewer, PeopleRows file, CancellationToken cancellationToken, Func<int, int, Task>? progress = null)
    {
        var persons = file.Rows.GroupBy(row => row.Id, StringComparer.Ordinal).ToList();
        var (done, added, names) = (0, 0, 0);
        foreach (var some in persons.Chunk(AtOnce))
        {
            // A context of its own each time: one that knew all before would look through them at every save.
            var piece = await gate.WriteAsync(actor, db => WriteAsync(db, viewer, some, cancellationToken), cancellationToken);
            (done, added, names) = (done + some.Length, added + piece.Added, names + piece.Names);
            if (progress is not null) await progress(done, persons.Count);
        }

        return new ImportedPeople(added, persons.Count, names);
    }

    private async Task<(int Added, int Names)> WriteAsync(MonitorDbContext db, Viewer viewer, IReadOnlyCollection<IGrouping<string, PersonRow>> persons, CancellationToken cancellationToken)
    {
        var (added, names) = (0, 0);
        var ids = persons.Select(group => group.Key).ToList();
        var known = await db.Persons.Include(person => person.Names).Where(person => person.ExternalId != null && ids.Contains(person.ExternalId)).ToDictionaryAsync(person => person.ExternalId!, StringComparer.Ordinal, cancellationToken);
        var changed = new List<Person>();
        foreach (var group in persons)
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
        return (added, names);
    }

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
