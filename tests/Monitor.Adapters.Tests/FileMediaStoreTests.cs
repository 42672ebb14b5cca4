using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.FileStore;

namespace Monitor.Adapters.Tests;

public sealed class FileMediaStoreTests : MediaStoreContract, IDisposable
{
    private readonly ScratchFolder folder = new(null);
    private readonly FileMediaStore store;

    public FileMediaStoreTests() => store = new FileMediaStore(folder.Path);

    protected override IMediaStore Store => store;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Write_BlobThatABrokenDiskChanged_IsMended()
    {
        var blob = await store.WriteBytesAsync("good"u8.ToArray(), default);
        await File.WriteAllTextAsync(store.LocalPath(blob.Hash), "bad!");
        await store.WriteBytesAsync("good"u8.ToArray(), default);
        Assert.Equal("good"u8.ToArray(), await store.ReadAllAsync(blob.Hash, default));
    }

    [Fact]
    public void ClearIncoming_LeftByADeadProcess_IsRemoved()
    {
        File.WriteAllText(Path.Combine(folder.Path, "incoming", "half"), "x");
        store.ClearIncoming();
        Assert.Equal(0, Files());
    }

    protected override int Files() => Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Count();
}
