namespace Monitor.Core.Keyframes;

/// <summary>A frame averaged down to 64 × 64 pixels, YUV 4:2:0 with levels of 16 to 235: what shots and copies are found by.</summary>
public sealed class SmallFrame
{
    /// <summary>Width and height in pixels.</summary>
    public const int Side = 64;

    public const int LumaPixels = Side * Side, ChromaPixels = LumaPixels / 4, Bytes = LumaPixels + (2 * ChromaPixels);

    /// <summary>Bins of the histogram.</summary>
    public const int Bins = LumaBins + (ColourBins * ColourBins);

    private const int LumaBins = 32, ColourBins = 8;
    private static readonly byte[] FullRange = [.. Enumerable.Range(0, 256).Select(level => (byte)Math.Clamp(Math.Round((level - 16) * 255 / 219.0), 0, 255))];
    private readonly byte[] grey = new byte[LumaPixels];
    private readonly byte[] pixels = new byte[Bytes];
    private readonly int[] histogram = new int[Bins];

    public ReadOnlySpan<byte> Pixels => pixels;

    /// <summary>Brightness, row by row.</summary>
    public ReadOnlySpan<byte> Luma => pixels.AsSpan(0, LumaPixels);

    /// <summary>Brightness with levels of 0 to 255, row by row.</summary>
    public ReadOnlySpan<byte> Grey
    {
        get
        {
            for (var at = 0; at < LumaPixels; at++) grey[at] = FullRange[pixels[at]];
            return grey;
        }
    }

    /// <summary>Counts of pixels by brightness, then by colour; each half adds up to <see cref="LumaPixels"/>.</summary>
    public ReadOnlySpan<int> Histogram => histogram;

    /// <summary>Mean brightness.</summary>
    public float Brightness { get; private set; }

    /// <summary>Takes over the bytes of a frame: brightness, then the two planes of colour.</summary>
    public void Fill(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(pixels);
        histogram.AsSpan().Clear();
        var sum = 0;
        foreach (var level in Luma)
        {
            sum += level;
            histogram[level / (256 / LumaBins)]++;
        }

        Brightness = (float)sum / LumaPixels;
        for (var at = 0; at < ChromaPixels; at++) histogram[LumaBins + (ColourBin(pixels[LumaPixels + at]) * ColourBins) + ColourBin(pixels[LumaPixels + ChromaPixels + at])] += LumaPixels / ChromaPixels;
    }

    /// <summary>Most colours lie near the grey middle of 128: bins of 16 around it, the rest in the outer ones.</summary>
    private static int ColourBin(byte level) => Math.Clamp((level / 16) - 4, 0, ColourBins - 1);
}
