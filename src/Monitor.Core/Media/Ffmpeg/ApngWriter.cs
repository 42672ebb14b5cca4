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
        stream.Write(PngChunks.Signature);
        PngChunks.Write(stream, "IHDR"u8, [.. PngChunks.Int(width), .. PngChunks.Int(height), BitDepth, RgbAlpha, 0, 0, 0]);
        PngChunks.Write(stream, "acTL"u8, [.. PngChunks.Int(frames), .. PngChunks.Int(1)]);
    }

    /// <summary>Adds the next picture. The first one fills the canvas, as the format wants it: what it does not cover is transparent.</summary>
    /// <param name="frame">How it is put there.</param>
    /// <param name="pixels">Red, green, blue and alpha of each pixel, row by row.</param>
    public void Add(AnimationFrame frame, byte[] pixels)
    {
        var isFirst = sequence == 0;
        var (placed, rows) = isFirst ? (frame with { Width = width, Height = height, X = 0, Y = 0 }, OnCanvas(frame, pixels)) : (frame, pixels);
        PngChunks.Write(stream, "fcTL"u8,
        [
            .. PngChunks.Int(sequence++), .. PngChunks.Int(placed.Width), .. PngChunks.Int(placed.Height), .. PngChunks.Int(placed.X), .. PngChunks.Int(placed.Y),
            .. PngChunks.Short((short)Math.Min(placed.DurationMs, short.MaxValue)), .. PngChunks.Short(TicksPerSecond), placed.IsCleared ? (byte)1 : (byte)0, placed.IsBlended ? (byte)1 : (byte)0,
        ]);
        var packed = PngChunks.Pack(rows, placed.Width * PixelBytes);
        if (isFirst) PngChunks.Write(stream, "IDAT"u8, packed);
        else PngChunks.Write(stream, "fdAT"u8, [.. PngChunks.Int(sequence++), .. packed]);
    }

    public void End() => PngChunks.Write(stream, "IEND"u8, []);

    private byte[] OnCanvas(AnimationFrame frame, byte[] pixels)
    {
        var canvas = new byte[width * height * PixelBytes];
        for (var row = 0; row < frame.Height; row++)
            pixels.AsSpan(row * frame.Width * PixelBytes, frame.Width * PixelBytes).CopyTo(canvas.AsSpan((((frame.Y + row) * width) + frame.X) * PixelBytes));
        return canvas;
    }
}
