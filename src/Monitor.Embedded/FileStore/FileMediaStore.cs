using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Monitor.Core.Media;

namespace Monitor.Embedded.FileStore;

/// <summary>Media on the local disk: FOLDER/ab/cd/HASH. Temp file on the same file system, hashed while written, flushed, renamed, folder flushed.</summary>
public sealed class FileMediaStore : IMediaStore
{
    private readonly string root;
    private readonly string incoming;

    public FileMediaStore(string folder)
    {
        root = Path.GetFullPath(folder);
        incoming = Path.Combine(root, "incoming");
        Directory.CreateDirectory(incoming);
    }

    public async Task<StoredBlob> WriteAsync(Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        try
        {
            StoredBlob blob;
            await using (var file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            {
                await using var hashing = new HashingStream(file);
                await write(hashing);
                await hashing.FlushAsync(cancellationToken);
                file.Flush(flushToDisk: true);
                blob = new StoredBlob(new ContentHash(hashing.HexHash()), hashing.BytesWritten);
            }

            Place(temporary, blob.Hash);
            return blob;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Stream OpenRead(ContentHash hash) => new FileStream(LocalPath(hash), FileMode.Open, FileAccess.Read, FileShare.Read, 81920, FileOptions.Asynchronous);

    public bool Contains(ContentHash hash) => File.Exists(LocalPath(hash));

    public IEnumerable<ContentHash> List(TimeSpan age)
    {
        var before = TimeProvider.System.GetUtcNow() - age;
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(incoming + "/", StringComparison.Ordinal) && ContentHash.IsHash(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < before).Select(path => new ContentHash(Path.GetFileName(path)));
    }

    public string LocalPath(ContentHash hash) => Path.Combine(root, hash.Hex[..2], hash.Hex[2..4], hash.Hex);

    /// <summary>Removes what a process that died left half written. Only the folder's owner calls this, at start.</summary>
    public void ClearIncoming()
    {
        foreach (var file in Directory.EnumerateFiles(incoming)) File.Delete(file);
    }

    private void Place(string temporary, ContentHash hash)
    {
        var path = LocalPath(hash);
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            FolderFlush.Flush(Path.GetDirectoryName(folder)!);
            FolderFlush.Flush(root);
        }

        // Also where the file is there already: its bytes may be the ones that a broken disk lost, and these are good.
        File.Move(temporary, path, overwrite: true);
        FolderFlush.Flush(folder);
    }
}
