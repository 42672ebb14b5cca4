using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.Core.People;

/// <summary>Says what an import would do: who is known by the file's id, who is new, and which new ones are like somebody who is there already.</summary>
public sealed class PreviewImport(IDbContextFactory<MonitorDbContext> contexts, FindPeople find)
{
    public async Task<ImportPreview> RunAsync(PeopleRows file, Viewer viewer, CancellationToken cancellationToken)
    {
        var ids = file.Rows.Select(row => row.Id).Distinct(StringComparer.Ordinal).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in ids.Chunk(500)) known.UnionWith(await db.Persons.VisibleTo(viewer).Where(person => person.ExternalId != null && chunk.Contains(person.ExternalId)).Select(person => person.ExternalId!).ToListAsync(cancellationToken));
        var index = await find.IndexAsync(db, viewer, cancellationToken);
        var near = new List<(string Id, string Name, PersonMatch Match)>();
        foreach (var person in file.Rows.GroupBy(row => row.Id, StringComparer.Ordinal).Where(group => !known.Contains(group.Key)))
            foreach (var best in person.SelectMany(row => index.Find(row.Name, 1).Select(match => (row.Name, Match: match))).Where(pair => pair.Match.Score >= EditPeople.Near).OrderByDescending(pair => pair.Match.Score).Take(1)) near.Add((person.Key, best.Name, best.Match));
        return new ImportPreview(file, ids.Count - known.Count, known.Count, [.. near.Select(row => new NearImport(row.Id, row.Name, row.Match.PersonId, row.Match.Name))]);
    }
}

/// <param name="New">Persons whose id is not known; those of <paramref name="Near"/> among them.</param>
/// <param name="Known">Persons who get what is new about them.</param>
public sealed record ImportPreview(PeopleRows File, int New, int Known, IReadOnlyList<NearImport> Near);

/// <summary>A new person of the file who may be one that is there.</summary>
public sealed record NearImport(string Id, string Name, long PersonId, string KnownName);
