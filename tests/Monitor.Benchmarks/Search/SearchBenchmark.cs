using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.Lucene;
using Monitor.Scale.Elasticsearch;

namespace Monitor.Benchmarks.Search;

/// <summary>Indexing and twelve kinds of queries over a synthetic archive: search --posts N [--url http://127.0.0.1:9200 | --folder FOLDER]. An index that is in the folder is asked as it is. With a cluster, each query also goes straight to the server, turn by turn.</summary>
internal static class SearchBenchmark
{
    private const int Warm = 40, Runs = 200;

    public static async Task RunAsync(string[] args)
    {
        var posts = int.Parse(Option(args, "--posts") ?? "100000", CultureInfo.InvariantCulture);
        var url = Option(args, "--url");
        var archive = new SyntheticArchive();
        using var scratch = new ScratchFolder(null);
        var folder = Option(args, "--folder") ?? scratch.Path;
        using var bare = new HttpMessageInvoker(new SocketsHttpHandler());
        var options = new ElasticsearchOptions { Alias = "benchmark", Replicas = "0", RequestSeconds = 600 };
        if (url is not null) options.Urls.Add(url);
        IArchiveIndex index = url is null ? new LuceneArchiveIndex(folder) : new ElasticsearchArchiveIndex(Options.Create(options), TimeProvider.System);
        if (url is not null || (await index.ReadStateAsync(default)).Records != posts)
        {
            var clock = Stopwatch.StartNew();
            var refused = await index.RebuildAsync(Enumerable.Range(1, posts).Select(archive.Post).ToAsyncEnumerable(), null, default);
            Say($"{posts:N0} posts, {(url is null ? "Lucene" : url)}: {posts / clock.Elapsed.TotalSeconds:N0} posts/s, {refused.Count} refused");
        }

        if (url is null) Say($"disk {Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) / (double)posts:N0} bytes a post; {Memory()}");
        Say($"{"p50 / p95 / p99 in ms",-30} {"ours",22} {(url is null ? "" : "the server alone"),24}");
        var shapes = new QueryShapes(archive, posts).All;
        var warm = new Random(10);
        for (var round = 0; round < Warm; round++)
            foreach (var (_, make) in shapes) await index.SearchAsync(make(warm), new Viewer(0), default);
        foreach (var (name, make) in shapes) await MeasureAsync(name, make, index, url is null ? null : query => AskBareAsync(bare, url, query));
        Say(Memory());
        (index as IDisposable)?.Dispose();
    }

    private static async Task MeasureAsync(string name, Func<Random, ArchiveQuery> make, IArchiveIndex index, Func<ArchiveQuery, Task>? bare)
    {
        var random = new Random(11);
        var (ours, theirs, hits) = (new List<double>(), new List<double>(), 0L);
        for (var run = 0; run < Runs; run++)
        {
            var query = make(random);
            // Whoever goes second finds the server's caches warm: they take turns.
            var first = run % 2 == 0;
            double server = 0;
            if (bare is not null && first) server = await TimeAsync(() => bare(query));
            var mine = await TimeAsync(async () => hits += (await index.SearchAsync(query, new Viewer(0), default)).Total);
            if (bare is not null && !first) server = await TimeAsync(() => bare(query));
            ours.Add(mine);
            theirs.Add(server);
        }

        Say($"{name,-30} {Show(ours),22} {(bare is null ? "" : Show(theirs)),24}   {(bare is null ? "" : string.Create(CultureInfo.InvariantCulture, $"x {At(ours, .5) / At(theirs, .5):0.00}"))}   {hits / Runs:N0} hits");
    }

    private static async Task AskBareAsync(HttpMessageInvoker http, string url, ArchiveQuery query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url + "/benchmark/_search") { Content = new ByteArrayContent(new SearchRequest(query, new Viewer(0)).Body()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.SendAsync(request, default);
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static string Show(List<double> times) => string.Create(CultureInfo.InvariantCulture, $"{At(times, .5):0.0} / {At(times, .95):0.0} / {At(times, .99):0.0}");

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)(share * (times.Count - 1)));

    /// <summary>Memory that the process holds by itself; what is mapped from files is the system's to take back.</summary>
    private static string Memory() => string.Join(", ", File.ReadLines("/proc/self/status").Where(line => line.StartsWith("RssAnon", StringComparison.Ordinal) || line.StartsWith("RssFile", StringComparison.Ordinal) || line.StartsWith("VmHWM", StringComparison.Ordinal)).Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(string text) => Console.WriteLine(text);
}
