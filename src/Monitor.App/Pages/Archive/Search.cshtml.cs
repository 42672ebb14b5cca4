using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Archive;
using Monitor.Core.Database;

namespace Monitor.App.Pages.Archive;

/// <summary>The search page.</summary>
public sealed class SearchModel(IArchiveIndex index, IDbContextFactory<MonitorDbContext> contexts) : PageModel
{
    public string? Query { get; private set; }

    public string? Channel { get; private set; }

    public ArchiveSort Sort { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public ArchiveResults Results { get; private set; } = new(0, [], []);

    public IReadOnlyList<SearchHit> Hits { get; private set; } = [];

    public QueryRefusal? Refusal { get; private set; }

    public ArchiveQuery Understood { get; private set; } = new();

    public bool IsEmptyArchive { get; private set; }

    public bool HasMore => (long)PageNumber * 20 < Results.Total;

    public async Task OnGetAsync(string? q, string? channel, string? sort, int? p, CancellationToken cancellationToken)
    {
        (Query, Channel, PageNumber) = (q?.Trim(), channel is { Length: > 0 and <= 64 } ? channel : null, Math.Clamp(p ?? 1, 1, 1000));
        Sort = sort == "newest" || string.IsNullOrEmpty(Query) && sort != "relevance" ? ArchiveSort.Newest : ArchiveSort.Relevance;
        try
        {
            var query = ArchiveQuery.Parse(Query) with { Channel = Channel, Sort = Sort, Page = PageNumber };
            Understood = query;
            Results = await index.SearchAsync(query, Policies.ViewerOf(User), cancellationToken);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            Hits = await SearchHit.LoadAsync(db, query, Results.Hits, cancellationToken);
            IsEmptyArchive = Results.Total == 0 && query.Root.Parts.Count == 0 && Channel is null;
        }
        catch (QueryRefusedException refusal)
        {
            Refusal = refusal.Refusal;
        }
    }

    /// <summary>This search with one thing changed; a new order or channel begins at the first page.</summary>
    public string Link(ArchiveSort? sort = null, string? channel = null, int page = 1)
    {
        var chosen = channel ?? Channel;
        return QueryHelpers.AddQueryString("/", new Dictionary<string, string?>
        {
            ["q"] = Query,
            ["channel"] = string.IsNullOrEmpty(chosen) ? null : chosen,
            ["sort"] = (sort ?? Sort) == ArchiveSort.Newest ? "newest" : "relevance",
            ["p"] = page > 1 ? page.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
        }.Where(pair => pair.Value is not null));
    }
}
