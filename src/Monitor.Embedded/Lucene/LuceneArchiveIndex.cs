using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;

namespace Monitor.Embedded.Lucene;

/// <summary>The embedded index. One writer; searches see a write as soon as it has returned. The folder's name holds the version of the analysis.</summary>
public sealed class LuceneArchiveIndex : IArchiveIndex, IDisposable
{
    private readonly string root;
    private readonly SemaphoreSlim gate = new(1, 1);
    private OpenIndex current;

    static LuceneArchiveIndex()
    {
        ArchiveCodec.Register();
        // Forty words in every field, form and clearance; the query's own bounds are what limits.
        global::Lucene.Net.Search.BooleanQuery.MaxClauseCount = 16_384;
    }

    public LuceneArchiveIndex(string folder)
    {
        root = folder;
        System.IO.Directory.CreateDirectory(root);
        current = OpenIndex.Open(LatestFolder() ?? NewFolder());
        RemoveOthers();
    }

    public async Task<IReadOnlyList<WriteRefusal>> WriteAsync(IReadOnlyList<ArchiveRecord> records, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var refused = current.Put(records);
            current.Commit();
            return refused;
        }
        finally
        {
            gate.Release();
        }
    }

    public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ArchiveResults> SearchAsync(ArchiveQuery query, Viewer viewer, CancellationToken cancellationToken)
    {
        query.CheckBounds();
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult(current.Search(query, viewer));
        }
        catch (ObjectDisposedException)
        {
            // A rebuilt index took its place between two steps.
            return Task.FromResult(current.Search(query, viewer));
        }
    }

    public Task<IndexState> ReadStateAsync(CancellationToken cancellationToken) => Task.FromResult(new IndexState(current.Count(), true));

    public async Task<IReadOnlyList<WriteRefusal>> RebuildAsync(IAsyncEnumerable<ArchiveRecord> records, Func<Task>? beforeSwap, CancellationToken cancellationToken)
    {
        var folder = NewFolder();
        var next = OpenIndex.Open(folder);
        var refused = new ConcurrentBag<WriteRefusal>();
        try
        {
            // Analysing takes longer than writing, and the writer is made for many threads.
            await Parallel.ForEachAsync(records, cancellationToken, (record, _) =>
            {
                if (next.Add(record) is { } refusal) refused.Add(refusal);
                return ValueTask.CompletedTask;
            });
            // Before the commit: from then on a start would take the new index.
            if (beforeSwap is not null) await beforeSwap();
            next.Commit();
        }
        catch
        {
            next.Abandon();
            System.IO.Directory.Delete(folder, recursive: true);
            throw;
        }

        await gate.WaitAsync(CancellationToken.None);
        var old = current;
        current = next;
        gate.Release();
        old.Dispose();
        RemoveOthers();
        return [.. refused];
    }

    public void Dispose()
    {
        current.Dispose();
        gate.Dispose();
    }

    private static string Prefix => "archive-" + IndexField.AnalysisVersion.ToString(System.Globalization.CultureInfo.InvariantCulture) + "-";

    /// <summary>The newest whole index: one whose first commit was cut off, or that lost a file, does not count and is built anew from the database.</summary>
    private string? LatestFolder() => System.IO.Directory.EnumerateDirectories(root, Prefix + "*").Order(StringComparer.Ordinal).LastOrDefault(IsWhole);

    private static bool IsWhole(string folder)
    {
        try
        {
            using var directory = FSDirectory.Open(folder);
            using var reader = DirectoryReader.Open(directory);
            return true;
        }
        catch (Exception broken) when (broken is EndOfStreamException or FileNotFoundException or CorruptIndexException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // Not a bare IOException: a disk that does not answer now says nothing about the index.
            return false;
        }
    }

    private string NewFolder()
    {
        var last = System.IO.Directory.EnumerateDirectories(root, Prefix + "*").Select(path => int.TryParse(System.IO.Path.GetFileName(path)[Prefix.Length..], out var number) ? number : 0).DefaultIfEmpty(0).Max();
        return System.IO.Path.Combine(root, Prefix + (last + 1).ToString("00000", System.Globalization.CultureInfo.InvariantCulture));
    }

    private void RemoveOthers()
    {
        foreach (var folder in System.IO.Directory.EnumerateDirectories(root).Where(path => path != current.Folder)) System.IO.Directory.Delete(folder, recursive: true);
    }
}
