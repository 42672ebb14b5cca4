namespace Monitor.Core.Media;

/// <summary>Keeps bytes by their content hash. What <see cref="WriteAsync"/> returned survives a power cut.</summary>
public interface IMediaStore
{
    /// <summary>Stores what <paramref name="write"/> writes: hashed while writing, flushed, then named. Nothing stays when it throws.</summary>
    Task<StoredBlob> WriteAsync(Func<Stream, Task> write, CancellationToken cancellationToken);

    /// <summary>Opens stored bytes; throws <see cref="FileNotFoundException"/> where there are none.</summary>
    Stream OpenRead(ContentHash hash);

    bool Contains(ContentHash hash);

    /// <summary>All that it holds and that was stored longer ago than that.</summary>
    IEnumerable<ContentHash> List(TimeSpan age);

    /// <summary>A local file with these bytes, for the sandbox to read. Never written to.</summary>
    string LocalPath(ContentHash hash);
}
