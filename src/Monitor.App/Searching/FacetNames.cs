using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Texts;
using Monitor.Core.Archive;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Review;

namespace Monitor.App.Searching;

/// <summary>What the values of facets are called for people: titles of channels, names of persons, words for the rest.</summary>
public sealed class FacetNames(PageText text, IDbContextFactory<MonitorDbContext> contexts)
{
    /// <summary>Names of all values of a search, and of its filters.</summary>
    public async Task<IReadOnlyDictionary<(ArchiveFacet, string), string>> ReadAsync(ArchiveResults results, SearchInput input, Viewer viewer, CancellationToken cancellationToken)
    {
        var asked = results.Facets.SelectMany(facet => facet.Value.Select(value => (facet.Key, value.Value))).Concat(input.Filters.Select(filter => (filter.Key, filter.Value))).Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var channels = asked.Exists(pair => pair.Item1 == ArchiveFacet.Channel)
            ? (await db.Channels.AsNoTracking().Select(channel => new { channel.Name, channel.Title }).ToListAsync(cancellationToken)).DistinctBy(channel => channel.Name.ToLowerInvariant()).ToDictionary(channel => channel.Name.ToLowerInvariant(), channel => channel.Title)
            : [];
        var numbers = asked.Where(pair => pair.Item1 == ArchiveFacet.Person).Select(pair => Person.ParseNumber(pair.Item2)).OfType<long>().ToList();
        var persons = await db.Persons.VisibleTo(viewer).AsNoTracking().Include(person => person.Names).Where(person => numbers.Contains(person.Id)).ToDictionaryAsync(person => person.Id, cancellationToken);
        return asked.ToDictionary(pair => pair, pair => pair.Item1 switch
        {
            ArchiveFacet.Channel => channels.GetValueOrDefault(pair.Item2) is { Length: > 0 } title ? title : pair.Item2,
            ArchiveFacet.Outlet => Word<Outlet>(pair.Item2) ?? pair.Item2,
            ArchiveFacet.Language => WithWord("Language_", pair.Item2),
            ArchiveFacet.Month => Month(pair.Item2),
            ArchiveFacet.Person => Person.ParseNumber(pair.Item2) is { } id && persons.TryGetValue(id, out var person) ? person.NameIn(PageText.Language) : pair.Item2.ToUpperInvariant(),
            ArchiveFacet.Act => Word<ActKind>(pair.Item2) ?? pair.Item2,
            ArchiveFacet.Status => Word<PostKind>(pair.Item2) ?? Word<ReviewState>(pair.Item2) ?? pair.Item2,
            _ => pair.Item2,
        });
    }

    /// <summary>March 2025, in the reader's language.</summary>
    public static string Month(string value) => DateOnly.TryParseExact(value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month.ToString("MMMM yyyy", CultureInfo.CurrentCulture) : value;

    private string? Word<T>(string value) where T : struct, Enum => Enum.TryParse<T>(value, ignoreCase: true, out var known) && Enum.IsDefined(known) ? text.Of(known) : null;

    private string WithWord(string prefix, string value) => Core.Archive.Language.WordForms.Languages.Contains(value) ? text[prefix + value] : value;
}
