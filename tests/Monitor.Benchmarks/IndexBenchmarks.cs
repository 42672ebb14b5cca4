using BenchmarkDotNet.Attributes;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.Lucene;

namespace Monitor.Benchmarks;

/// <summary>The embedded index over 20,000 posts: one search, and one write that survives a power cut.</summary>
public class IndexBenchmarks
{
    private static readonly string[] Words = ["прафсаюз", "стачка", "завод", "відэа", "затрыманы", "суд", "заява", "рабочы", "камень", "лес", "вада", "дом"];
    private readonly ScratchFolder folder = new(null);
    private LuceneArchiveIndex index = null!;
    private int next = 20_000;

    [GlobalSetup]
    public async Task FillAsync()
    {
        index = new LuceneArchiveIndex(folder.Path);
        await index.WriteAsync([.. Enumerable.Range(1, next).Select(Record)], default);
    }

    [GlobalCleanup]
    public void Remove()
    {
        index.Dispose();
        folder.Dispose();
    }

    [Benchmark]
    public Task<ArchiveResults> Search() => index.SearchAsync(ArchiveQuery.Parse("прафсаюз стачка"), Viewer.Owner, default);

    [Benchmark]
    public Task Write() => index.WriteAsync([Record(++next)], default);

    private static ArchiveRecord Record(int id)
    {
        var random = new Random(id);
        return new ArchiveRecord { Id = id, Number = "M-" + id, Revision = 1, Channel = "c" + (id % 50), ChannelTitle = "C", Outlet = "StateMedia", PublishedAt = DateTimeOffset.UnixEpoch.AddMinutes(id), Text = string.Join(' ', Enumerable.Range(0, 40).Select(_ => Words[random.Next(Words.Length)] + random.Next(200))) + " " + Words[id % 12] + " " + Words[id % 7], Screen = [] };
    }
}
