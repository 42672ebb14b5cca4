using Monitor.Core.Archive;
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
        Assert.Equal(1, await index.CountAsync(default));
    }

    [Fact]
    public async Task Open_HalfBuiltIndexBeside_IsPassedOverAndRemoved()
    {
        await index.WriteAsync([Record(1, "слова")], default);
        index.Dispose();
        Directory.CreateDirectory(Path.Combine(folder.Path, "archive-2-00099"));
        index = new LuceneArchiveIndex(folder.Path);
        Assert.Equal(1, await index.CountAsync(default));
        Assert.Single(Directory.EnumerateDirectories(folder.Path));
    }
}
