using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>The parts that PNG files are made of (PNG, third edition, W3C 2025).</summary>
internal static class PngChunks
{
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Write(Stream stream, ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] body = [.. type, .. data];
        stream.Write(Int(data.Length));
        stream.Write(body);
        // PNG's CRC is of type and data.
        stream.Write(Int(unchecked((int)Crc32.HashToUInt32(body))));
    }

    /// <summary>Compresses pixels, row by row.</summary>
    public static byte[] Pack(byte[] pixels, int rowBytes)
    {
        using var memory = new MemoryStream();
        using (var zlib = new ZLibStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            for (var at = 0; at < pixels.Length; at += rowBytes)
            {
                // Each row begins with its filter: none.
                zlib.WriteByte(0);
                zlib.Write(pixels, at, rowBytes);
            }

        return memory.ToArray();
    }

    public static byte[] Int(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Short(short value)
    {
        var bytes = new byte[sizeof(short)];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        return bytes;
    }
}
