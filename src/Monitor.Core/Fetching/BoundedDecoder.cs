using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Monitor.Core.Fetching;

/// <summary>Undoes Content-Encoding (RFC 9110, 8.4; zstd: RFC 8878) up to a limit of bytes; at most two codings.</summary>
public static class BoundedDecoder
{
    /// <summary>Window of zstd that a decoder has to offer, and no more: 8 MB (RFC 9659).</summary>
    private const int ZstdWindowLog = 23;

    /// <summary>True where the header names a coding that changes the bytes.</summary>
    public static bool IsEncoded(string? contentEncoding) => Codings(contentEncoding).Count > 0;

    /// <summary>The decoded body. Throws <see cref="FetchRefusedException"/> on unknown, broken or exploding codings.</summary>
    public static byte[] Decode(byte[] wire, string? contentEncoding, long maxBytes)
    {
        using var decoded = new MemoryStream();
        using var source = new MemoryStream(wire);
        Copy(source, decoded, contentEncoding, maxBytes);
        return decoded.ToArray();
    }

    /// <summary>As above, from one stream to another.</summary>
    /// <param name="wire">Can be sought in.</param>
    public static void Copy(Stream wire, Stream decoded, string? contentEncoding, long maxBytes)
    {
        var codings = Codings(contentEncoding);
        if (codings.Count > 2)
            throw new FetchRefusedException(FetchRefusal.EncodingUnknown, "The body is encoded more than twice.");
        var opened = new List<Stream>();
        try
        {
            Stream source = codings.Count == 0 ? new BoundedStream(wire, maxBytes) : wire;
            // Each stage is bounded: what is large in the middle may be nothing in the end.
            foreach (var coding in codings) opened.Add(source = new BoundedStream(Open(source, coding), maxBytes));
            source.CopyTo(decoded);
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException or ZstdException || fault is IOException and not FetchRefusedException)
        {
            throw new FetchRefusedException(FetchRefusal.EncodingBroken, "The body's content coding is broken.", fault);
        }
        finally
        {
            foreach (var stream in opened) stream.Dispose();
        }
    }

    private static List<string> Codings(string? contentEncoding) => [.. (contentEncoding ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(coding => coding.ToLowerInvariant()).Where(coding => coding != "identity").Reverse()];

    private static Stream Open(Stream source, string coding) => coding switch
    {
        "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliStream(source, CompressionMode.Decompress, leaveOpen: true),
        "zstd" => OpenZstd(source),
        "deflate" => IsRawDeflate(source) ? new DeflateStream(source, CompressionMode.Decompress, leaveOpen: true) : new ZLibStream(source, CompressionMode.Decompress, leaveOpen: true),
        _ => throw new FetchRefusedException(FetchRefusal.EncodingUnknown, "The body's content coding is not known."),
    };

    private static DecompressionStream OpenZstd(Stream source)
    {
        var stream = new DecompressionStream(source);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, ZstdWindowLog);
        return stream;
    }

    /// <summary>Some servers leave the frame of zlib out. Inside another coding that cannot be seen beforehand.</summary>
    private static bool IsRawDeflate(Stream source)
    {
        if (!source.CanSeek) return false;
        Span<byte> head = stackalloc byte[2];
        var at = source.Position;
        var read = source.ReadAtLeast(head, 2, throwOnEndOfStream: false);
        source.Position = at;
        return read < 2 || (head[0] & 0x0F) != 8 || ((head[0] << 8) | head[1]) % 31 != 0;
    }
}
