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
    public static ArchiveResults Page(ArchiveQuery query, long total, IReadOnlyList<ArchiveRecord> found, IReadOnlyDictionary<ArchiveFacet, IReadOnlyList<FacetCount>> facets)
    {
        var back = query.Cursor is { Backwards: true } && query.Sort == ArchiveSort.Newest;
        var more = found.Count > query.PageSize;
        var hits = found.Take(query.PageSize).ToList();
        if (back) hits.Reverse();
        var at = query.Cursor?.Offset ?? 0;
        var start = back ? Math.Max(0, at - hits.Count) : at;
        var hasPrevious = hits.Count > 0 && (back ? more : query.Cursor is not null && at > 0);
        var hasNext = hits.Count > 0 && (back || more);
        return query.Sort == ArchiveSort.Relevance
            ? new ArchiveResults(total, hits, facets, hasPrevious ? new ArchiveCursor(0, 0, Math.Max(0, start - query.PageSize), false) : null, hasNext ? new ArchiveCursor(0, 0, start + hits.Count, false) : null)
            : new ArchiveResults(total, hits, facets, hasPrevious ? At(hits[0], start, true) : null, hasNext ? At(hits[^1], start + hits.Count, false) : null);
    }

    private static ArchiveCursor At(ArchiveRecord hit, long offset, bool backwards) => new(hit.PublishedAt.UtcTicks, hit.Id, offset, backwards);
}

/// <summary>How many hits have a value.</summary>
public sealed record FacetCount(string Value, long Count);

/// <summary>What hits are counted by. A month is one of Minsk, such as 2025-03.</summary>
public enum ArchiveFacet { Channel, Outlet, Status, Union, Person, Act, Language, Month }
