using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Monitor.Core.Archive;

namespace Monitor.App.Searching;

/// <summary>A search as an address says it: the same for the page, its chart, its export, the API and a saved search.</summary>
public sealed record SearchInput
{
    /// <summary>The facets that pages show, in this order.</summary>
    public static IReadOnlyList<ArchiveFacet> Facets { get; } =
        [ArchiveFacet.Channel, ArchiveFacet.Outlet, ArchiveFacet.Language, ArchiveFacet.Status, ArchiveFacet.Union, ArchiveFacet.Person, ArchiveFacet.Act, ArchiveFacet.Month];

    private const int MaxValue = 200;

    public string Text { get; init; } = "";

    /// <summary>Null where nobody chose: best match first for words, newest first without.</summary>
    public ArchiveSort? Sort { get; init; }

    /// <summary>False: names only as they are spelled.</summary>
    public bool Variants { get; init; } = true;

    public IReadOnlyDictionary<ArchiveFacet, string> Filters { get; init; } = new Dictionary<ArchiveFacet, string>();

    public ArchiveSort SortOrDefault => Sort ?? (Text.Length == 0 ? ArchiveSort.Newest : ArchiveSort.Relevance);

    /// <summary>Reads q, sort, variants and the facets of an address; what is no choice is left out.</summary>
    public static SearchInput Read(IQueryCollection values)
    {
        var filters = new Dictionary<ArchiveFacet, string>();
        foreach (var facet in Facets)
            if (values[Name(facet)].ToString() is { Length: > 0 and <= MaxValue } value) filters[facet] = value;
        return new SearchInput
        {
            Text = values["q"].ToString().Trim(),
            Sort = Enum.TryParse<ArchiveSort>(values["sort"].ToString(), ignoreCase: true, out var sort) && Enum.IsDefined(sort) ? sort : null,
            Variants = values["variants"] != "off",
            Filters = filters,
        };
    }

    /// <summary>Throws <see cref="QueryRefusedException"/> where the text passes the bounds of a query.</summary>
    public ArchiveQuery ToQuery() => ArchiveQuery.Parse(Text, Variants) with { Sort = SortOrDefault, Filters = Filters };

    /// <summary>This search with or without a value of a facet.</summary>
    public SearchInput With(ArchiveFacet facet, string? value)
    {
        var filters = new Dictionary<ArchiveFacet, string>(Filters);
        if (value is null) filters.Remove(facet);
        else filters[facet] = value;
        return this with { Filters = filters };
    }

    /// <summary>The address of this search at a path.</summary>
    public string Link(string path = "/", ArchiveCursor? cursor = null, string? format = null) => QueryHelpers.AddQueryString(path, Fields().Append(new("c", cursor?.ToString())).Append(new("format", format)).Where(pair => pair.Value is not null));

    /// <summary>What an address or a form says of this search.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Fields()
    {
        if (Text.Length > 0) yield return new("q", Text);
        if (Sort is { } sort) yield return new("sort", sort.ToString().ToLowerInvariant());
        if (!Variants) yield return new("variants", "off");
        foreach (var facet in Facets)
            if (Filters.TryGetValue(facet, out var value)) yield return new(Name(facet), value);
    }

    public static string Name(ArchiveFacet facet) => facet.ToString().ToLower(CultureInfo.InvariantCulture);
}
