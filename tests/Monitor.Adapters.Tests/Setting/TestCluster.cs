using Microsoft.Extensions.Options;
using Monitor.Core.Archive;
using Monitor.Scale.Elasticsearch;

namespace Monitor.Adapters.Tests.Setting;

/// <summary>An index of its own for one test.</summary>
internal static class TestCluster
{
    public static ElasticsearchOptions Options(string url)
    {
        var options = new ElasticsearchOptions { Alias = "t" + Guid.NewGuid().ToString("N")[..12] };
        options.Urls.Add(url);
        return options;
    }

    /// <summary>The adapter over a new, empty index.</summary>
    public static async Task<ElasticsearchArchiveIndex> CreateAsync(ElasticsearchOptions options)
    {
        var index = new ElasticsearchArchiveIndex(Microsoft.Extensions.Options.Options.Create(options), TimeProvider.System);
        await index.RebuildAsync(AsyncEnumerable.Empty<ArchiveRecord>(), null, default);
        return index;
    }

    /// <summary>Waits until the shards of an index answer again.</summary>
    public static async Task WaitAsync(string url, string alias)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{url}/_cluster/health/{alias}?wait_for_status=yellow&timeout=60s"), default);
        Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
    }

    public static async Task RemoveAsync(string url, string alias)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        // A pattern deletes nothing on a cluster of today: the names are asked for first.
        using var all = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{url}/{alias}-*/_settings"), default);
        using var names = System.Text.Json.JsonDocument.Parse(await all.Content.ReadAsStringAsync());
        foreach (var name in names.RootElement.EnumerateObject().Select(index => index.Name))
            (await http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{url}/{name}"), default)).Dispose();
    }
}
