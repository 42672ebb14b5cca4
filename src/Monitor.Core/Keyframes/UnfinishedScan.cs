using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using System.IO.Compression;
using System.Text.Json;

namespace Monitor.Core.Keyframes;

/// <summary>The scan of a long recording, kept until its stills are taken: a work that was broken off goes on from here.</summary>
public sealed class UnfinishedScan
{
    /// <summary>Shorter clips are scanned again: that takes no longer than keeping.</summary>
    public const long LeastMs = 10 * 60_000;

    [Key, DatabaseGenerated(DatabaseGeneratedOption.None)] public long MediaItemId { get; set; }

    /// <summary>Version of the stage that made it; another's is not used.</summary>
    public int StageVersion { get; set; }

    /// <summary>The scan as JSON, compressed by Brotli.</summary>
    public byte[] Packed { get; set; } = [];

    public static byte[] Pack(ClipScan scan)
    {
        using var memory = new MemoryStream();
        using (var brotli = new BrotliStream(memory, CompressionLevel.Fastest)) JsonSerializer.Serialize(brotli, scan);
        return memory.ToArray();
    }

    /// <summary>Null where it cannot be read: the clip is scanned again.</summary>
    public ClipScan? Unpack()
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(Packed), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<ClipScan>(brotli);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}
