using Monitor.Adapters.Tests.Setting;
using Monitor.Core.Archive.Indexing;
using Monitor.Scale.Elasticsearch;

namespace Monitor.Adapters.Tests;

/// <summary>The contract on a real cluster.</summary>
public abstract class ClusterArchiveIndexTests(SearchServer server) : ArchiveIndexContract, IAsyncLifetime
{
    private ElasticsearchArchiveIndex? index;
    private ElasticsearchOptions? options;

    protected override IArchiveIndex Index => index!;

    public async Task InitializeAsync() => index = await TestCluster.CreateAsync(options = TestCluster.Options(server.Url));

    public async Task DisposeAsync()
    {
        index?.Dispose();
        if (options is not null) await TestCluster.RemoveAsync(server.Url, options.Alias);
    }
}

[Collection(ElasticsearchTests.Name)]
public sealed class ElasticsearchArchiveIndexTests(ElasticsearchServer server) : ClusterArchiveIndexTests(server);

[Collection(OpenSearchTests.Name)]
public sealed class OpenSearchArchiveIndexTests(OpenSearchServer server) : ClusterArchiveIndexTests(server);
