using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.OpenApi;
using Monitor.App.Accounts;
using Monitor.App.Searching;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Archive.Querying;
using Monitor.Core.Database;
using Monitor.Core.Posts;

namespace Monitor.App.Api;

/// <summary>The JSON API: the same search and the same posts as the pages, for the same accounts. Described at /api/openapi.json.</summary>
internal static class ApiSetup
{
    public static IServiceCollection AddMonitorApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase)));
        return services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Monitor", Version = "1", Description = "Search the archive and read its posts. Sign in on the pages; the session cookie counts here too. Speech in forced-confession videos is coerced: label it so wherever you show it." };
            document.Servers?.Clear();
            return Task.CompletedTask;
        }));
    }

    public static void MapMonitorApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization(Policies.ReadCases);
        api.MapGet("/search", SearchAsync).WithName("search").WithSummary("Search the archive.").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(503);
        api.MapGet("/posts/{number}", PostAsync).WithName("post").WithSummary("Read a post by its archive number, such as M-000123.").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        ApiPictures.Map(api);
        app.MapOpenApi("/api/openapi.json").RequireAuthorization(Policies.ReadCases);
    }

    private static async Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> SearchAsync(IArchiveIndex index, CheckQuery check, HttpContext http, [AsParameters] ApiSearch asked, CancellationToken cancellationToken)
    {
        try
        {
            var query = await check.RunAsync(asked.ToQuery(), cancellationToken);
            var found = await index.SearchAsync(query, Policies.ViewerOf(http.User), cancellationToken);
            return TypedResults.Ok(new SearchAnswer(found.Total, [.. found.Hits.Select(ApiPost.Of)], found.Facets.ToDictionary(facet => SearchInput.Name(facet.Key), facet => facet.Value), query.Problems, found.Previous?.ToString(), found.Next?.ToString()));
        }
        catch (QueryRefusedException refusal)
        {
            return TypedResults.Problem(title: "The query is refused.", detail: refusal.Refusal.ToString(), statusCode: 400);
        }
        catch (IndexUnavailableException)
        {
            return TypedResults.Problem(title: "The search index does not answer; try again in a minute.", statusCode: 503);
        }
    }

    private static async Task<Results<Ok<ApiPost>, ProblemHttpResult>> PostAsync(string number, IDbContextFactory<MonitorDbContext> contexts, HttpContext http, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var record = Post.ParseNumber(number) is { } id ? await RecordBuilder.BuildAsync(db, id, cancellationToken) : null;
        return record is null || record.Clearance > Policies.ViewerOf(http.User).Clearance
            ? TypedResults.Problem(title: "There is no such post.", statusCode: 404)
            : TypedResults.Ok(ApiPost.Of(record.SeenBy(Policies.ViewerOf(http.User))));
    }
}
