using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Texts;
using Monitor.Core.Archive;
using Monitor.Core.Channels;
using Monitor.Core.Database;

namespace Monitor.App.Searching;

/// <summary>What the values of facets are called for people: titles of channels, names of persons, words for the rest.</summary>
public sealed class FacetNames(PageText text, IDbContextFactory<MonitorDbContext> contexts)
{
    /// <summary>Names of all values of a search, and of its filters.</summary>
    public async Task<IReadOnlyDictionary<(ArchiveFacet, string), string>> ReadAsync(ArchiveResults results, SearchInput input, CancellationToken cancellationToken)
    {
        var asked = results.Facets.SelectMany(facet => facet.Value.Select(value => (facet.Key, value.Value))).Concat(input.Filters.Select(filter => (filter.Key, filter.Value))).Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var channels = asked.Exists(pair => pair.Item1 == ArchiveFacet.Channel)
            ? (await db.Channels.AsNoTracking().Select(channel => new { channel.Name, channel.Title }).ToListAsync(cancellationToken)).DistinctBy(channel => channel.Name.ToLowerInvariant()).ToDictionary(channel => channel.Name.ToLowerInvariant(), channel => channel.Title)
            : [];
        return asked.ToDictionary(pair => pair, pair => pair.Item1 switch
        {
            ArchiveFacet.Channel => channels.GetValueOrDefault(pair.Item2) is { Length: > 0 } title ? title : pair.Item2,
            ArchiveFacet.Outlet => Enum.TryParse<Outlet>(pair.Item2, ignoreCase: true, out var outlet) && Enum.IsDefined(outlet) ? text.Of(outlet) : pair.Item2,
            ArchiveFacet.Language => WithWord("Language_", pair.Item2),
            ArchiveFacet.Month => Month(pair.Item2),
            _ => pair.Item2,
        });
    }

    /// <summary>March 2025, in the reader's language.</summary>
    public static string Month(string value) => DateOnly.TryParseExact(value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month.ToString("MMMM yyyy", CultureInfo.CurrentCulture) : value;

    private string WithWord(string prefix, string value) => Core.Archive.Language.WordForms.Languages.Contains(value) ? text[prefix + value] : value;
}
