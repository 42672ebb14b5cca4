using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.Lucene;

namespace Monitor.Adapters.Tests;

public sealed class LuceneArchiveIndexTests : ArchiveIndexContract, IDisposable
{
    private readonly ScratchFolder folder = new(null);
    private LuceneArchiveIndex index;

    public LuceneArchiveIndexTests() => index = new LuceneArchiveIndex(folder.Path);

    protected override IArchiveIndex Index => index;

    public void Dispose()
    {
        index.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Open_AfterWrite_HoldsWhatWasWritten()
    {
        await index.WriteAsync([Record(1, "слова")], default);
        index.Dispose();
        index = new LuceneArchiveIndex(folder.Path);
        Assert.Equal(new IndexState(1, true), await index.ReadStateAsync(default));
    }

    [Fact]
    public async Task Open_HalfBuiltIndexBeside_IsPassedOverAndRemoved()
    {
        await index.WriteAsync([Record(1, "слова")], default);
        index.Dispose();
        Directory.CreateDirectory(Path.Combine(folder.Path, $"archive-{IndexField.AnalysisVersion}-00099"));
        index = new LuceneArchiveIndex(folder.Path);
        Assert.Equal(new IndexState(1, true), await index.ReadStateAsync(default));
        Assert.Single(Directory.EnumerateDirectories(folder.Path));
    }

    /// <summary>A kill during the first commit leaves a cut-off list of segments; a bad disk cuts any file.</summary>
    [Fact]
    public async Task Open_AnyFileCutOff_StartsAnewInsteadOfRefusing()
    {
        await index.WriteAsync([Record(1, "слова")], default);
        index.Dispose();
        var whole = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToDictionary(file => file, File.ReadAllBytes);
        Assert.Contains(whole.Keys, file => Path.GetFileName(file).StartsWith("segments_", StringComparison.Ordinal));
        foreach (var (file, bytes) in whole)
        {
            for (var length = 0; length < bytes.Length; length += Math.Max(1, bytes.Length / 40))
            {
                foreach (var old in Directory.EnumerateDirectories(folder.Path)) Directory.Delete(old, recursive: true);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                foreach (var (other, content) in whole) await File.WriteAllBytesAsync(other, other == file ? content[..length] : content);
                using (var opened = new LuceneArchiveIndex(folder.Path))
                {
                    if ((await opened.ReadStateAsync(default)).Records == 0) await opened.WriteAsync([Record(1, "слова")], default);
                    Assert.Equal(1, (await opened.SearchAsync(ArchiveQuery.Parse("слова"), new Viewer(0), default)).Total);
                }
            }
        }

        index = new LuceneArchiveIndex(folder.Path);
    }
}
