using Monitor.Adapters.Tests.Setting;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Scale.Elasticsearch;

namespace Monitor.Adapters.Tests;

/// <summary>What goes wrong on the way to a cluster, and in it.</summary>
public abstract class ClusterFaultTests(SearchServer server) : IAsyncLifetime
{
    private readonly ScratchFolder folder = new(null);
    private readonly List<string> aliases = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        folder.Dispose();
        foreach (var alias in aliases) await TestCluster.RemoveAsync(server.Url, alias);
    }

    [SkippableFact]
    public async Task Connect_PinnedAuthorityAndCredentials_AreTheOnlyWayIn()
    {
        var (authority, certificate) = ClusterProxy.MakeCertificate();
        await using var proxy = await ClusterProxy.StartAsync(server.Url, certificate);
        var (pinned, other) = (Write("ca.pem", authority), Write("other.pem", ClusterProxy.MakeCertificate().Authority));
        var (key, password) = (Write("key", "a2V5OnNlY3JldA==\n"), Write("password", "four words nobody guesses\n"));

        proxy.Authorization = "ApiKey a2V5OnNlY3JldA==";
        Assert.Null(await TryAsync(Options(proxy, options => (options.CaCertificate, options.ApiKeyFile) = (pinned, key))));
        Assert.Contains("credentials", await TryAsync(Options(proxy, options => (options.CaCertificate, options.User, options.PasswordFile) = (pinned, "monitor", password))), StringComparison.Ordinal);
        proxy.Authorization = "Basic " + Convert.ToBase64String("monitor:four words nobody guesses"u8.ToArray());
        Assert.Null(await TryAsync(Options(proxy, options => (options.CaCertificate, options.User, options.PasswordFile) = (pinned, "monitor", password))));
        Assert.Contains("does not answer", await TryAsync(Options(proxy, options => (options.CaCertificate, options.ApiKeyFile) = (other, key))), StringComparison.Ordinal);
        Assert.Contains("does not answer", await TryAsync(Options(proxy, options => options.ApiKeyFile = key)), StringComparison.Ordinal);
        // The right authority, but another host's certificate.
        var options = Options(proxy, options => (options.CaCertificate, options.User, options.PasswordFile) = (pinned, "monitor", password));
        options.Urls[0] = options.Urls[0].Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        Assert.Contains("does not answer", await TryAsync(options), StringComparison.Ordinal);
    }

    /// <summary>A node that sends the archive elsewhere, a proxy that answers with a page, an answer for other records, a block: nothing of it counts as written, or as a fault of the record.</summary>
    [SkippableTheory]
    [InlineData(307, "Location", "")]
    [InlineData(200, "Content-Type", "<html>maintenance</html>")]
    [InlineData(200, "Content-Type", """{"errors":false,"items":[]}""")]
    [InlineData(200, "Content-Type", """{"errors":true,"items":[{"index":{"status":403,"error":{"type":"cluster_block_exception"}}}]}""")]
    [InlineData(200, "Content-Type", """{"errors":true,"items":[{"index":{"status":400,"error":{"type":"index_closed_exception"}}}]}""")]
    [InlineData(400, "Content-Type", "")]
    public async Task Write_StrangeAnswer_IsWaitedFor(int status, string header, string body)
    {
        await using var proxy = await ClusterProxy.StartAsync(server.Url);
        await using var elsewhere = await ClusterProxy.StartAsync(server.Url);
        using var index = await TestCluster.CreateAsync(Options(proxy));
        proxy.Instead = (status, header, header == "Location" ? elsewhere.Origin + "/x/_bulk" : "application/json", body);
        await Assert.ThrowsAsync<IndexUnavailableException>(() => index.WriteAsync([Record(1)], default));
        Assert.Equal(0, elsewhere.Requests);
    }

    [SkippableFact]
    public async Task Write_NoRoomForSome_SendsThoseAgainAndNoOthers()
    {
        await using var proxy = await ClusterProxy.StartAsync(server.Url);
        using var index = await TestCluster.CreateAsync(Options(proxy));
        proxy.HasNoRoom = (request, item) => request <= 3 && item % 3 == 0;
        Assert.Empty(await index.WriteAsync([.. Enumerable.Range(1, 90).Select(id => Record(id))], default));
        await index.RefreshAsync(default);
        Assert.Equal((90, 4), ((await index.ReadStateAsync(default)).Records, proxy.Bulks));
    }

    [SkippableFact]
    public async Task Write_NoRoomAtAll_SaysSoAndLosesNothing()
    {
        await using var proxy = await ClusterProxy.StartAsync(server.Url);
        using var index = await TestCluster.CreateAsync(Options(proxy));
        proxy.HasNoRoom = (_, item) => item == 0;
        await Assert.ThrowsAsync<IndexUnavailableException>(() => index.WriteAsync([Record(1), Record(2)], default));
        proxy.HasNoRoom = (_, _) => false;
        Assert.Empty(await index.WriteAsync([Record(1), Record(2)], default));
        await index.RefreshAsync(default);
        Assert.Equal(2, (await index.ReadStateAsync(default)).Records);
    }

    /// <summary>A request that the cluster refuses as a whole is cut in two, until the record is found that it is about.</summary>
    [SkippableFact]
    public async Task Write_RequestRefusedForOneRecord_WritesItsNeighbours()
    {
        using var index = await TestCluster.CreateAsync(Options());
        // A revision below zero is no version.
        var refused = await index.WriteAsync([Record(1), Record(2) with { Revision = -1 }, Record(3)], default);
        Assert.Equal([2], refused.Select(refusal => refusal.Id));
        await index.RefreshAsync(default);
        Assert.Equal(2, (await index.ReadStateAsync(default)).Records);
    }

    [SkippableFact]
    public async Task Write_IndexDeleted_IsToldAndMakesNoIndexByItself()
    {
        var options = Options();
        using var index = await TestCluster.CreateAsync(options);
        await index.WriteAsync([Record(1)], default);
        await TestCluster.RemoveAsync(server.Url, options.Alias);
        await Assert.ThrowsAsync<IndexUnavailableException>(() => index.WriteAsync([Record(2)], default));
        await Assert.ThrowsAsync<IndexUnavailableException>(() => index.SearchAsync(new ArchiveQuery(), Viewer.Owner, default));
        Assert.Equal(new IndexState(0, false), await index.ReadStateAsync(default));
        await index.RebuildAsync(new[] { Record(1), Record(2) }.ToAsyncEnumerable(), null, default);
        Assert.Equal(new IndexState(2, true), await index.ReadStateAsync(default));
    }

    /// <summary>While a new index is built the old one serves and takes writes; the alias moves at once, and nothing is left over.</summary>
    [SkippableFact]
    public async Task Rebuild_WhileItServes_LeavesOneIndex()
    {
        using var index = await TestCluster.CreateAsync(Options());
        await index.WriteAsync([Record(1)], default);
        await index.RefreshAsync(default);
        async IAsyncEnumerable<ArchiveRecord> SlowAsync()
        {
            yield return Record(1);
            Assert.Equal(1, (await index.SearchAsync(new ArchiveQuery(), Viewer.Owner, default)).Total);
            Assert.Empty(await index.WriteAsync([Record(1) with { Revision = 2 }], default));
            yield return Record(2);
        }

        await index.RebuildAsync(SlowAsync(), null, default);
        Assert.Equal(new IndexState(2, true), await index.ReadStateAsync(default));
        await index.RebuildAsync(new[] { Record(7) }.ToAsyncEnumerable(), null, default);
        Assert.Equal([7], (await index.SearchAsync(new ArchiveQuery(), Viewer.Owner, default)).Hits.Select(hit => hit.Id));
    }

    /// <summary>kill -9 of the server in the middle of a stream of bulks: what was said to be written is there afterwards, and writing goes on.</summary>
    [SkippableFact]
    public async Task Write_ServerKilledInTheMiddle_KeepsAllThatWasAcknowledged()
    {
        var options = Options();
        Skip.IfNot(server.IsOwn, "The server is not the tests' own; it is not killed.");
        using var index = await TestCluster.CreateAsync(options);
        var (acknowledged, port) = (0, new Uri(server.Url).Port);
        var writing = Task.Run(async () =>
        {
            for (var batch = 0; batch < 1000; batch++)
            {
                await index.WriteAsync([.. Enumerable.Range((batch * 50) + 1, 50).Select(id => Record(id))], default);
                Volatile.Write(ref acknowledged, (batch + 1) * 50);
            }
        });
        while (Volatile.Read(ref acknowledged) < 500) await Task.Delay(5);
        await server.KillAsync();
        await Assert.ThrowsAsync<IndexUnavailableException>(() => writing);
        await Assert.ThrowsAsync<IndexUnavailableException>(() => index.SearchAsync(new ArchiveQuery(), Viewer.Owner, default));
        await server.StartAsync(port);
        await TestCluster.WaitAsync(server.Url, options.Alias);
        var held = (await index.ReadStateAsync(default)).Records;
        Assert.True(held >= acknowledged, $"{held} of {acknowledged} acknowledged");
        Assert.Empty(await index.WriteAsync([.. Enumerable.Range(1, acknowledged + 50).Select(id => Record(id))], default));
        await index.RefreshAsync(default);
        Assert.Equal(acknowledged + 50, (await index.ReadStateAsync(default)).Records);
    }

    private ElasticsearchOptions Options(ClusterProxy? proxy = null, Action<ElasticsearchOptions>? set = null)
    {
        var options = TestCluster.Options(proxy?.Origin ?? server.Url);
        set?.Invoke(options);
        aliases.Add(options.Alias);
        return options;
    }

    /// <summary>What is said where the cluster cannot be used; null where it can.</summary>
    private static async Task<string?> TryAsync(ElasticsearchOptions options)
    {
        try
        {
            using var index = await TestCluster.CreateAsync(options);
            return null;
        }
        catch (IndexUnavailableException fault)
        {
            return fault.Message;
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static ArchiveRecord Record(long id) => new() { Id = id, Number = "M-" + id, Revision = 1, Channel = "one", ChannelTitle = "One", Outlet = "Union", PublishedAt = DateTimeOffset.UnixEpoch.AddHours(id), Text = "слова", Screen = [] };
}

[Collection(ElasticsearchTests.Name)]
public sealed class ElasticsearchFaultTests(ElasticsearchServer server) : ClusterFaultTests(server);

[Collection(OpenSearchTests.Name)]
public sealed class OpenSearchFaultTests(OpenSearchServer server) : ClusterFaultTests(server);
