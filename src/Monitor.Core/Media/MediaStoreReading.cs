namespace Monitor.Core.Media;

/// <summary>Common ways to put bytes into a store and to get them out.</summary>
public static class MediaStoreReading
{
    public static async Task<byte[]> ReadAllAsync(this IMediaStore store, ContentHash hash, CancellationToken cancellationToken)
    {
        await using var stream = store.OpenRead(hash);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellationToken);
        return memory.ToArray();
    }

    public static Task<StoredBlob> WriteBytesAsync(this IMediaStore store, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        store.WriteAsync(stream => stream.WriteAsync(bytes, cancellationToken).AsTask(), cancellationToken);

    public static Task<StoredBlob> WriteFileAsync(this IMediaStore store, string path, CancellationToken cancellationToken) =>
        store.WriteAsync(async stream =>
        {
            await using var source = File.OpenRead(path);
            await source.CopyToAsync(stream, cancellationToken);
        }, cancellationToken);
}
