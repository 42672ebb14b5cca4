using System.Globalization;
using System.Text.Json;
using Monitor.Adapters.Tests.Setting;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.Lucene;
using Xunit.Abstractions;

namespace Monitor.Adapters.Tests;

/// <summary>Lucene and a cluster give the same: what matches, how many, the facets, the order by date, and nearly always the order by relevance.</summary>
public abstract class EngineEqualityTests(SearchServer server, ITestOutputHelper output)
{
    private const int Records = 400, Queries = 200;

    [SkippableTheory]
    [InlineData(1, 0)]
    [InlineData(2, 50)]
    public async Task Search_AnyQuery_GivesTheSameInBothEngines(int seed, int rewritten)
    {
        var archive = new RandomArchive(seed);
        var records = Enumerable.Range(1, Records).Select(archive.Record).ToList();
        var options = TestCluster.Options(server.Url);
        using var folder = new ScratchFolder(null);
        using var lucene = new LuceneArchiveIndex(folder.Path);
        using var cluster = await TestCluster.CreateAsync(options);
        try
        {
            foreach (IArchiveIndex index in new IArchiveIndex[] { lucene, cluster })
            {
                await index.RebuildAsync(records.ToAsyncEnumerable(), null, default);
                // Some are written again: what was deleted must not count.
                await index.WriteAsync([.. records.Take(rewritten).Select(record => record with { Revision = 2 })], default);
                await index.RefreshAsync(default);
            }

            await CompareAsync(archive, lucene, cluster, leastOverlap: rewritten == 0 ? 1 : 0.9);
        }
        finally
        {
            await TestCluster.RemoveAsync(server.Url, options.Alias);
        }
    }

    private async Task CompareAsync(RandomArchive archive, IArchiveIndex lucene, IArchiveIndex cluster, double leastOverlap)
    {
        var overlaps = new List<double>();
        for (var number = 0; number < Queries; number++)
        {
            var viewer = new Viewer((number % 4) - 1);
            var query = archive.Query();
            var told = $"{number}: {query.Text} {JsonSerializer.Serialize(query.Filters)} seen by {viewer.Clearance}";
            var (one, other) = (await AskAsync(lucene, query, viewer), await AskAsync(cluster, query, viewer));
            Assert.True(one.ByDate == other.ByDate, $"{told}\n{one.ByDate}\n{other.ByDate}");
            Assert.True(one.Facets == other.Facets, $"{told}\n{one.Facets}\n{other.Facets}");
            if (one.Best.Count > 0) overlaps.Add(one.Best.Intersect(other.Best).Count() / (double)one.Best.Count);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{overlaps.Count} queries with hits; overlap of the first ten: mean {overlaps.Average():0.0000}, least {overlaps.Min():0.00}, the same in {overlaps.Count(overlap => overlap == 1)}"));
        Assert.True(overlaps.Count > Queries / 3, $"only {overlaps.Count} queries found anything");
        // A record that was written again is counted twice until the engine merges its segments, and each merges when it likes.
        Assert.True(overlaps.Average() >= leastOverlap, $"mean overlap {overlaps.Average()}");
    }

    /// <summary>All hits by date with what is in them, page after page; the facets; the first ten by relevance.</summary>
    private static async Task<(string ByDate, string Facets, List<long> Best)> AskAsync(IArchiveIndex index, ArchiveQuery query, Viewer viewer)
    {
        var all = new List<string>();
        ArchiveResults page;
        for (ArchiveCursor? cursor = null; ; cursor = page.Next)
        {
            page = await index.SearchAsync(query with { Sort = ArchiveSort.Newest, PageSize = 100, Cursor = cursor }, viewer, default);
            all.AddRange(page.Hits.Select(hit => JsonSerializer.Serialize(hit, ArchiveJson.Default.ArchiveRecord) + Marks(hit, query)));
            if (page.Next is null) break;
        }

        Assert.Equal(page.Total, all.Count);
        var best = await index.SearchAsync(query, viewer, default);
        return (string.Join('\n', all.Prepend(page.Total.ToString(CultureInfo.InvariantCulture))), string.Join("; ", page.Facets.OrderBy(facet => facet.Key).Select(facet => facet.Key + ": " + string.Join(' ', facet.Value.Select(value => $"{value.Value}={value.Count}")))), [.. best.Hits.Select(hit => hit.Id)]);
    }

    private static string Marks(ArchiveRecord hit, ArchiveQuery query) => string.Concat((Highlighter.Find(hit.Text, query) ?? []).Select(piece => piece.IsMatch ? $"[{piece.Text}]" : piece.Text));
}

[Collection(ElasticsearchTests.Name)]
public sealed class ElasticsearchEqualityTests(ElasticsearchServer server, ITestOutputHelper output) : EngineEqualityTests(server, output);

[Collection(OpenSearchTests.Name)]
public sealed class OpenSearchEqualityTests(OpenSearchServer server, ITestOutputHelper output) : EngineEqualityTests(server, output);
