using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;

namespace Monitor.Scale.Elasticsearch;

/// <summary>The index on a cluster of Elasticsearch 8 or OpenSearch 2. An alias points to the index that serves; a new one is built beside it and takes its place at once.</summary>
public sealed partial class ElasticsearchArchiveIndex : IArchiveIndex, IDisposable
{
    private const int RebuildBatch = 500;

    private readonly ElasticsearchOptions options;
    private readonly ClusterDoor door;
    private readonly BulkWriter bulk;

    public ElasticsearchArchiveIndex(IOptions<ElasticsearchOptions> options, TimeProvider clock)
    {
        this.options = options.Value;
        door = new ClusterDoor(this.options);
        bulk = new BulkWriter(door, clock);
    }

    private string Alias => options.Alias;

    /// <summary>What an index of this program's analysis is called, before its number.</summary>
    private string Prefix => string.Create(CultureInfo.InvariantCulture, $"{Alias}-{IndexField.AnalysisVersion}-");

    public Task<IReadOnlyList<WriteRefusal>> WriteAsync(IReadOnlyList<ArchiveRecord> records, CancellationToken cancellationToken) => bulk.WriteAsync(Alias, isAlias: true, records, cancellationToken);

    public async Task RefreshAsync(CancellationToken cancellationToken) => (await door.PostAsync($"/{Alias}/_refresh", default, cancellationToken)).OrThrow();

    public async Task<ArchiveResults> SearchAsync(ArchiveQuery query, Viewer viewer, CancellationToken cancellationToken)
    {
        query.CheckBounds();
        if (viewer.Clearance < 0) return ArchiveResults.None;
        var request = new SearchRequest(query, viewer);
        var answer = await door.PostAsync($"/{Alias}/_search?preference=monitor", request.Body(), cancellationToken);
        // A node has a limit of its own for how much a query may ask (1,024 on OpenSearch); dozens of words in all fields of three clearances reach it.
        if (answer.Status is 400 or 500 && answer.Body.AsSpan().IndexOf("too_many_"u8) >= 0) throw new QueryRefusedException(QueryRefusal.TooManyWords);
        using var document = answer.OrThrow().Parse();
        return request.Read(document.RootElement);
    }

    public async Task<IndexState> ReadStateAsync(CancellationToken cancellationToken)
    {
        if (await ServingAsync(cancellationToken) is not { } serving) return new IndexState(0, false);
        await RefreshAsync(cancellationToken);
        using var count = (await door.GetAsync($"/{Alias}/_count", cancellationToken)).OrThrow().Parse();
        return new IndexState(count.RootElement.GetProperty("count").GetInt64(), serving.StartsWith(Prefix, StringComparison.Ordinal));
    }

    public async Task<IReadOnlyList<WriteRefusal>> RebuildAsync(IAsyncEnumerable<ArchiveRecord> records, Func<Task>? beforeSwap, CancellationToken cancellationToken)
    {
        if (await ServingAsync(cancellationToken) is null && (await door.GetAsync("/" + Alias, cancellationToken)).IsSuccess)
            throw new IndexUnavailableException("An index of the search cluster bears the name that is meant for the alias; rename Search:Elasticsearch:Alias, or delete that index.");
        var name = await CreateAsync(cancellationToken);
        var refused = new List<WriteRefusal>();
        try
        {
            await foreach (var batch in records.Chunk(RebuildBatch).WithCancellation(cancellationToken)) refused.AddRange(await bulk.WriteAsync(name, isAlias: false, batch, cancellationToken));
            (await door.PostAsync($"/{name}/_refresh", default, cancellationToken)).OrThrow();
            if (beforeSwap is not null) await beforeSwap();
            await TakePlaceAsync(name, cancellationToken);
        }
        catch
        {
            // Half an index is of no use; where the cluster is gone, the next rebuild removes it.
            await RemoveUnlessItServesAsync(name);
            throw;
        }

        foreach (var old in (await IndicesAsync(cancellationToken)).Where(index => index != name)) await RemoveQuietlyAsync(old);
        return refused;
    }

    public void Dispose() => door.Dispose();

    private async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        var last = (await IndicesAsync(cancellationToken)).Select(name => int.TryParse(name[(name.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty(0).Max();
        var next = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{last + 1:00000}");
        (await door.PutAsync("/" + next, IndexMapping.Make(options.Replicas), cancellationToken)).OrThrow();
        return next;
    }

    private async Task TakePlaceAsync(string name, CancellationToken cancellationToken)
    {
        var actions = new JsonArray(new JsonObject { ["add"] = new JsonObject { ["index"] = name, ["alias"] = Alias } });
        if (await ServingAsync(cancellationToken) is { } old) actions.Insert(0, new JsonObject { ["remove"] = new JsonObject { ["index"] = old, ["alias"] = Alias } });
        (await door.PostAsync("/_aliases", JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["actions"] = actions }), cancellationToken)).OrThrow();
    }

    /// <summary>The index that the alias points to; null where there is none.</summary>
    private async Task<string?> ServingAsync(CancellationToken cancellationToken)
    {
        var answer = await door.GetAsync($"/_alias/{Alias}", cancellationToken);
        if (answer.Status == 404) return null;
        using var document = answer.OrThrow().Parse();
        return document.RootElement.EnumerateObject().Select(index => index.Name).FirstOrDefault();
    }

    private async Task<List<string>> IndicesAsync(CancellationToken cancellationToken)
    {
        using var document = (await door.GetAsync($"/{Alias}-*/_settings", cancellationToken)).OrThrow().Parse();
        // Only what is called as ours are: another alias may begin with the same letters.
        return [.. document.RootElement.EnumerateObject().Select(index => index.Name).Where(name => OwnName().IsMatch(name[Alias.Length..]))];
    }

    [GeneratedRegex("^-[0-9]+-[0-9]{5,}$")]
    private static partial Regex OwnName();

    /// <summary>The change of the alias may have been made though its answer was lost.</summary>
    private async Task RemoveUnlessItServesAsync(string name)
    {
        try
        {
            if (await ServingAsync(CancellationToken.None) != name) await RemoveQuietlyAsync(name);
        }
        catch (IndexUnavailableException)
        {
            // Nobody knows whether it serves; it stays.
        }
    }

    private async Task RemoveQuietlyAsync(string name)
    {
        try
        {
            await door.DeleteAsync("/" + name, CancellationToken.None);
        }
        catch (IndexUnavailableException)
        {
            // It is removed after the next rebuild.
        }
    }
}
