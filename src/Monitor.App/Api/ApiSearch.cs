using Microsoft.AspNetCore.Mvc;
using Monitor.App.Searching;
using Monitor.Core.Archive;

namespace Monitor.App.Api;

/// <summary>What a search by the API may say; the same as the page.</summary>
/// <param name="Q">The query, as on the search page.</param>
/// <param name="Variants">False finds names only as they are spelled.</param>
/// <param name="Sort">relevance (default) or newest.</param>
/// <param name="Month">A month of Minsk, such as 2025-03.</param>
/// <param name="Cursor">Where the page begins: next or previous of an answer.</param>
/// <param name="PageSize">1 to 500; default 20.</param>
public sealed record ApiSearch(
    [FromQuery(Name = "q")] string? Q, [FromQuery(Name = "sort")] string? Sort, [FromQuery(Name = "variants")] bool? Variants,
    [FromQuery(Name = "channel")] string? Channel, [FromQuery(Name = "outlet")] string? Outlet, [FromQuery(Name = "language")] string? Language,
    [FromQuery(Name = "status")] string? Status, [FromQuery(Name = "union")] string? Union, [FromQuery(Name = "person")] string? Person,
    [FromQuery(Name = "act")] string? Act, [FromQuery(Name = "month")] string? Month, [FromQuery(Name = "cursor")] string? Cursor,
    [FromQuery(Name = "pageSize")] int? PageSize)
{
    /// <summary>Throws <see cref="QueryRefusedException"/> beyond the bounds.</summary>
    public ArchiveQuery ToQuery()
    {
        var filters = new Dictionary<ArchiveFacet, string>();
        foreach (var (facet, value) in new[] { (ArchiveFacet.Channel, Channel), (ArchiveFacet.Outlet, Outlet), (ArchiveFacet.Language, Language), (ArchiveFacet.Status, Status), (ArchiveFacet.Union, Union), (ArchiveFacet.Person, Person), (ArchiveFacet.Act, Act), (ArchiveFacet.Month, Month) })
            if (!string.IsNullOrEmpty(value)) filters[facet] = value;
        // An enumeration in an address is bound by its letters as written; people write small ones.
        if (!Enum.TryParse<ArchiveSort>(Sort ?? nameof(ArchiveSort.Relevance), ignoreCase: true, out var sort) || !Enum.IsDefined(sort)) throw new QueryRefusedException(QueryRefusal.BadSort);
        return ArchiveQuery.Parse(Q, Variants ?? true) with { Filters = filters, Facets = SearchInput.Facets, Sort = sort, Cursor = ArchiveCursor.Parse(Cursor), PageSize = PageSize ?? 20 };
    }
}
