using System.IO.Compression;

namespace Monitor.Core.Fetching;

/// <summary>Undoes Content-Encoding (RFC 9110, 8.4) up to a limit of bytes; at most two codings.</summary>
public static class BoundedDecoder
{
    /// <summary>The decoded body. Throws <see cref="FetchRefusedException"/> on unknown, broken or exploding codings.</summary>
    public static byte[] Decode(byte[] wire, string? contentEncoding, long maxBytes)
    {
        var codings = (contentEncoding ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)).Reverse().ToList();
        if (codings.Count > 2)
            throw new FetchRefusedException(FetchRefusal.EncodingUnknown, "The body is encoded more than twice.");
        foreach (var coding in codings) wire = DecodeOne(wire, coding, maxBytes);
        if (wire.Length > maxBytes) throw TooLarge(maxBytes);
        return wire;
    }

    private static byte[] DecodeOne(byte[] encoded, string coding, long maxBytes)
    {
        using var source = new MemoryStream(encoded);
        using Stream decoder = coding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress),
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            "deflate" => LooksLikeZlib(encoded) ? new ZLibStream(source, CompressionMode.Decompress) : new DeflateStream(source, CompressionMode.Decompress),
            _ => throw new FetchRefusedException(FetchRefusal.EncodingUnknown, "The body's content coding is not known."),
        };
        using var decoded = new MemoryStream();
        var buffer = new byte[81920];
        try
        {
            for (int read; (read = decoder.Read(buffer)) > 0;)
            {
                if (decoded.Length + read > maxBytes) throw TooLarge(maxBytes);
                decoded.Write(buffer, 0, read);
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException)
        {
            throw new FetchRefusedException(FetchRefusal.EncodingBroken, "The body's content coding is broken.", fault);
        }

        return decoded.ToArray();
    }

    private static bool LooksLikeZlib(byte[] bytes) => bytes.Length > 1 && (bytes[0] & 0x0F) == 8 && ((bytes[0] << 8) | bytes[1]) % 31 == 0;

    private static FetchRefusedException TooLarge(long maxBytes) =>
        new(FetchRefusal.DecodedTooLarge, $"The body is larger than {maxBytes} bytes after decompression.");
}
