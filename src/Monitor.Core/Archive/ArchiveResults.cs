namespace Monitor.Core.Archive;

/// <summary>What a search found.</summary>
/// <param name="Total">All hits that the viewer may see.</param>
/// <param name="Facets">Counts over all hits, of the facets that were asked for.</param>
/// <param name="Previous">Where the page before begins; null on the first one.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record ArchiveResults(long Total, IReadOnlyList<ArchiveRecord> Hits, IReadOnlyDictionary<ArchiveFacet, IReadOnlyList<FacetCount>> Facets, ArchiveCursor? Previous, ArchiveCursor? Next)
{
    public static readonly ArchiveResults None = new(0, [], new Dictionary<ArchiveFacet, IReadOnlyList<FacetCount>>(), null, null);

    public IReadOnlyList<FacetCount> Facet(ArchiveFacet facet) => Facets.GetValueOrDefault(facet) ?? [];

    /// <summary>A page of sorted hits, of which one more than asked for may have come: it tells that there is another page.</summary>
    public static ArchiveResults Page(ArchiveQuery query, long total, IReadOnlyList<(ArchiveCursor Place, ArchiveRecord Record)> found, IReadOnlyDictionary<ArchiveFacet, IReadOnlyList<FacetCount>> facets)
    {
        var back = query.Cursor is { Backwards: true };
        var more = found.Count > query.PageSize;
        var hits = found.Take(query.PageSize).ToList();
        if (back) hits.Reverse();
        var start = query.Cursor is not { } at ? 0 : back ? Math.Max(0, at.Offset - hits.Count) : at.Offset;
        var hasPrevious = back ? more : query.Cursor is not null;
        var hasNext = back || more;
        return new ArchiveResults(total, [.. hits.Select(hit => hit.Record)], facets,
            hasPrevious && hits.Count > 0 ? hits[0].Place with { Backwards = true, Offset = start } : null,
            hasNext && hits.Count > 0 ? hits[^1].Place with { Offset = start + hits.Count } : null);
    }
}

/// <summary>How many hits have a value.</summary>
public sealed record FacetCount(string Value, long Count);

/// <summary>What hits are counted by. A month is one of Minsk, such as 2025-03.</summary>
public enum ArchiveFacet { Channel, Outlet, Status, Union, Person, Act, Language, Month }
