using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Writes an animated PNG of 8-bit RGBA pictures (PNG, third edition, W3C 2025: chunks acTL, fcTL and fdAT).</summary>
internal sealed class ApngWriter
{
    private const int PixelBytes = 4;
    private const byte BitDepth = 8, RgbAlpha = 6;
    private const short TicksPerSecond = 1000;

    private readonly Stream stream;
    private readonly int width;
    private readonly int height;
    private int sequence;

    public ApngWriter(Stream stream, int width, int height, int frames)
    {
        (this.stream, this.width, this.height) = (stream, width, height);
        stream.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk("IHDR"u8, [.. Int(width), .. Int(height), BitDepth, RgbAlpha, 0, 0, 0]);
        Chunk("acTL"u8, [.. Int(frames), .. Int(1)]);
    }

    /// <summary>Adds the next picture. The first one fills the canvas, as the format wants it: what it does not cover is transparent.</summary>
    /// <param name="frame">How it is put there.</param>
    /// <param name="pixels">Red, green, blue and alpha of each pixel, row by row.</param>
    public void Add(AnimationFrame frame, byte[] pixels)
    {
        var isFirst = sequence == 0;
        var (placed, rows) = isFirst ? (frame with { Width = width, Height = height, X = 0, Y = 0 }, OnCanvas(frame, pixels)) : (frame, pixels);
        Chunk("fcTL"u8,
        [
            .. Int(sequence++), .. Int(placed.Width), .. Int(placed.Height), .. Int(placed.X), .. Int(placed.Y),
            .. Short((short)Math.Min(placed.DurationMs, short.MaxValue)), .. Short(TicksPerSecond), placed.IsCleared ? (byte)1 : (byte)0, placed.IsBlended ? (byte)1 : (byte)0,
        ]);
        var packed = Pack(rows, placed.Width * PixelBytes);
        if (isFirst) Chunk("IDAT"u8, packed);
        else Chunk("fdAT"u8, [.. Int(sequence++), .. packed]);
    }

    public void End() => Chunk("IEND"u8, []);

    private byte[] OnCanvas(AnimationFrame frame, byte[] pixels)
    {
        var canvas = new byte[width * height * PixelBytes];
        for (var row = 0; row < frame.Height; row++)
            pixels.AsSpan(row * frame.Width * PixelBytes, frame.Width * PixelBytes).CopyTo(canvas.AsSpan((((frame.Y + row) * width) + frame.X) * PixelBytes));
        return canvas;
    }

    private static byte[] Pack(byte[] pixels, int rowBytes)
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

    private void Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] body = [.. type, .. data];
        stream.Write(Int(data.Length));
        stream.Write(body);
        // PNG's CRC is of type and data.
        stream.Write(Int(unchecked((int)Crc32.HashToUInt32(body))));
    }

    private static byte[] Int(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Short(short value)
    {
        var bytes = new byte[sizeof(short)];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        return bytes;
    }
}
