using Monitor.App.Accounts;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Archive.Querying;
using Monitor.Core.Audit;

namespace Monitor.App.Searching;

/// <summary>What a search gives besides its page: the chart of its months, and its hits as a file.</summary>
internal static class SearchFiles
{
    public static void MapSearchFiles(this WebApplication app)
    {
        var files = app.MapGroup("").RequireAuthorization(Policies.ReadCases).ExcludeFromDescription();
        files.MapGet("/search/months.png", ChartAsync);
        files.MapGet("/search/export", ExportAsync);
    }

    private static async Task<IResult> ChartAsync(HttpContext http, IArchiveIndex index, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            var query = SearchInput.Read(http.Request.Query).ToQuery() with { PageSize = 1, Sort = ArchiveSort.Newest, Facets = [ArchiveFacet.Month] };
            var found = await index.SearchAsync(query, Policies.ViewerOf(http.User), cancellationToken);
            return TypedResults.Bytes(MonthChart.Draw(found.Facet(ArchiveFacet.Month), clock.GetUtcNow()), "image/png");
        }
        catch (Exception refusal) when (refusal is QueryRefusedException or IndexUnavailableException)
        {
            return TypedResults.NotFound();
        }
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ArchiveExport export, CheckQuery check, AuditLog audit, string? format, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<ExportFormat>(format ?? "csv", ignoreCase: true, out var chosen) || !Enum.IsDefined(chosen)) return TypedResults.Problem(title: "The format is csv or jsonl.", statusCode: 400);
        try
        {
            var query = await check.RunAsync(SearchInput.Read(http.Request.Query).ToQuery(), cancellationToken);
            if (query.FindsNothing) return TypedResults.Problem(title: "Nothing of the query is understood.", detail: string.Join("; ", query.Problems.Select(problem => $"{problem.Part}: {problem.Kind}")), statusCode: 400);
            // A file that holds more than was asked for says so.
            if (query.Problems.Count > 0) http.Response.Headers["Monitor-Left-Out"] = Uri.EscapeDataString(string.Join(' ', query.Problems.Select(problem => problem.Part)));
            await audit.WriteAsync(Policies.ActorOf(http.User), AuditAction.Exported, "search", "", $"{chosen} filters={query.Filters.Count}", cancellationToken);
            await export.WriteAsync(query, Policies.ForExport(Policies.ViewerOf(http.User)), chosen, () => Begin(http.Response, chosen), cancellationToken);
            return TypedResults.Empty;
        }
        catch (QueryRefusedException refusal)
        {
            return TypedResults.Problem(title: "The query is refused.", detail: refusal.Refusal.ToString(), statusCode: 400);
        }
        catch (IndexUnavailableException) when (!http.Response.HasStarted)
        {
            return TypedResults.Problem(title: "The search index does not answer; try again in a minute.", statusCode: 503);
        }
    }

    private static Stream Begin(HttpResponse response, ExportFormat format)
    {
        response.ContentType = format == ExportFormat.Csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"monitor-search.{format.ToString().ToLowerInvariant()}\"";
        return response.Body;
    }
}
