using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Searching;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Archive.Querying;
using Monitor.Core.Database;

namespace Monitor.App.Pages.Archive;

/// <summary>The search page.</summary>
public sealed class SearchModel(IArchiveIndex index, IDbContextFactory<MonitorDbContext> contexts, FacetNames facetNames, CheckQuery check, RestrictedReads reads) : PageModel
{
    /// <summary>Values of a facet that stand open; the others unfold.</summary>
    public const int OpenValues = 8;

    private IReadOnlyDictionary<(ArchiveFacet, string), string> names = new Dictionary<(ArchiveFacet, string), string>();

    public SearchInput Input { get; private set; } = new();

    public ArchiveResults Results { get; private set; } = ArchiveResults.None;

    public IReadOnlyList<SearchHit> Hits { get; private set; } = [];

    public QueryRefusal? Refusal { get; private set; }

    public ArchiveQuery Understood { get; private set; } = new();

    public bool IsEmptyArchive { get; private set; }

    /// <summary>True where the engine does not answer just now.</summary>
    public bool IsUnavailable { get; private set; }

    /// <summary>Number of the first hit of the page, from 1.</summary>
    public long First { get; private set; }

    /// <summary>Facets with anything to choose, months aside.</summary>
    public IEnumerable<(ArchiveFacet Facet, IReadOnlyList<FacetCount> Values)> Facets =>
        SearchInput.Facets.Where(facet => facet != ArchiveFacet.Month && !Input.Filters.ContainsKey(facet)).Select(facet => (facet, Results.Facet(facet))).Where(pair => pair.Item2.Count > 0);

    public async Task OnGetAsync(string? c, CancellationToken cancellationToken)
    {
        Input = SearchInput.Read(Request.Query);
        try
        {
            var query = (await check.RunAsync(Input.ToQuery(), cancellationToken)) with { Cursor = ArchiveCursor.Parse(c), Facets = SearchInput.Facets };
            Understood = query;
            Results = await index.SearchAsync(query, Policies.ViewerOf(User), cancellationToken);
            First = query.Cursor is null ? 1 : query.Cursor.Backwards ? (Results.Previous?.Offset ?? 0) + 1 : query.Cursor.Offset + 1;
            names = await facetNames.ReadAsync(Results, Input, Policies.ViewerOf(User), cancellationToken);
            if (Policies.MayReview(User)) await reads.NotePersonsAsync(User, names.Keys.Where(name => name.Item1 == ArchiveFacet.Person).Select(name => Core.People.Person.ParseNumber(name.Item2)).OfType<long>(), cancellationToken);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            Hits = await SearchHit.LoadAsync(db, query, Results.Hits, cancellationToken);
            IsEmptyArchive = Results.Total == 0 && query.Root.Parts.Count == 0 && Input.Filters.Count == 0;
        }
        catch (QueryRefusedException refusal)
        {
            Refusal = refusal.Refusal;
        }
        catch (IndexUnavailableException)
        {
            (IsUnavailable, Response.StatusCode) = (true, StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>What a value of a facet is called.</summary>
    public string NameOf(ArchiveFacet facet, string value) => names.GetValueOrDefault((facet, value)) ?? value;

    /// <summary>What the search is called when it is kept.</summary>
    public string SuggestedName
    {
        get
        {
            var name = string.Join(" · ", Input.Filters.Select(filter => NameOf(filter.Key, filter.Value)).Prepend(Input.Text).Where(part => part.Length > 0));
            return name.Length <= SavedSearch.MaxName ? name : name[..SavedSearch.MaxName];
        }
    }
}
