using System.Globalization;
using System.Text;
using Monitor.Core.Media.Ffmpeg;

namespace Monitor.Core.Recognition.Film;

/// <summary>A grey picture as a file.</summary>
public static class GreyFile
{
    private const byte BitDepth = 8, Grey = 0;

    /// <summary>A portable grey map (Netpbm P5).</summary>
    public static byte[] Pgm(GreyPicture picture) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5\n{picture.Width} {picture.Height}\n255\n")), .. picture.Pixels];

    /// <summary>A PNG of 8 bits a pixel.</summary>
    public static byte[] Png(GreyPicture picture)
    {
        using var file = new MemoryStream();
        file.Write(PngChunks.Signature);
        PngChunks.Write(file, "IHDR"u8, [.. PngChunks.Int(picture.Width), .. PngChunks.Int(picture.Height), BitDepth, Grey, 0, 0, 0]);
        PngChunks.Write(file, "IDAT"u8, PngChunks.Pack(picture.Pixels, picture.Width));
        PngChunks.Write(file, "IEND"u8, []);
        return file.ToArray();
    }
}
