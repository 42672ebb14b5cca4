namespace Monitor.Core.Keyframes;

/// <summary>PDQ hash and quality of a picture (Facebook, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019).</summary>
public static class PdqHasher
{
    /// <summary>Side of the square picture that is hashed, in pixels.</summary>
    public const int Side = 512;

    private const int Small = 64, Bits = 16;
    private static readonly float[] Cosines = MakeCosines();

    /// <summary>Hash and quality (0 to 100) of 512 × 512 pixels of RGB, three bytes each, row by row.</summary>
    public static (PerceptualHash Hash, int Quality) Of(ReadOnlySpan<byte> rgb)
    {
        var luma = new float[Side * Side];
        for (var at = 0; at < luma.Length; at++) luma[at] = (0.299f * rgb[at * 3]) + (0.587f * rgb[(at * 3) + 1]) + (0.114f * rgb[(at * 3) + 2]);
        var small = Shrink(luma);
        return (Hash(small), Quality(small));
    }

    /// <summary>Hash and quality of 64 × 64 pixels of grey, row by row: a picture that a decoder has averaged down already.</summary>
    public static (PerceptualHash Hash, int Quality) OfGrey(ReadOnlySpan<byte> grey)
    {
        var small = new float[Small * Small];
        for (var at = 0; at < small.Length; at++) small[at] = grey[at];
        return (Hash(small), Quality(small));
    }

    /// <summary>Jarosz filter: two box filters in each direction, then every eighth pixel.</summary>
    private static float[] Shrink(float[] luma)
    {
        const int window = (Side + (2 * Small) - 1) / (2 * Small);
        var other = new float[luma.Length];
        for (var pass = 0; pass < 2; pass++)
        {
            for (var row = 0; row < Side; row++) Box(luma, other, row * Side, 1, window);
            for (var column = 0; column < Side; column++) Box(other, luma, column, Side, window);
        }

        var small = new float[Small * Small];
        for (var row = 0; row < Small; row++)
            for (var column = 0; column < Small; column++)
                small[(row * Small) + column] = luma[((int)((row + 0.5) * Side / Small) * Side) + (int)((column + 0.5) * Side / Small)];
        return small;
    }

    /// <summary>Mean over a window that shrinks at the ends of the line, as the reference does.</summary>
    private static void Box(float[] from, float[] to, int start, int step, int window)
    {
        var half = (window + 2) / 2;
        float sum = 0;
        int left = 0, right = 0, written = 0, size = 0;
        for (; right < half - 1; right++, size++) sum += from[start + (right * step)];
        for (; size < window; right++, size++, written++) (sum, to[start + (written * step)]) = Grow(sum, from[start + (right * step)], size + 1);
        for (; right < Side; right++, left++, written++)
        {
            sum += from[start + (right * step)] - from[start + (left * step)];
            to[start + (written * step)] = sum / window;
        }

        for (size = window - 1; written < Side; left++, size--, written++)
        {
            sum -= from[start + (left * step)];
            to[start + (written * step)] = sum / size;
        }
    }

    private static (float Sum, float Mean) Grow(float sum, float added, int size) => (sum + added, (sum + added) / size);

    private static PerceptualHash Hash(float[] small)
    {
        var half = new float[Bits * Small];
        for (var i = 0; i < Bits; i++)
            for (var j = 0; j < Small; j++)
                for (var k = 0; k < Small; k++) half[(i * Small) + j] += Cosines[(i * Small) + k] * small[(k * Small) + j];
        var coefficients = new float[Bits * Bits];
        for (var i = 0; i < Bits; i++)
            for (var j = 0; j < Bits; j++)
                for (var k = 0; k < Small; k++) coefficients[(i * Bits) + j] += half[(i * Small) + k] * Cosines[(j * Small) + k];
        var sorted = coefficients.Order().ToArray();
        var median = sorted[(sorted.Length / 2) - 1];
        Span<byte> bytes = stackalloc byte[PerceptualHash.Bytes];
        for (var bit = 0; bit < coefficients.Length; bit++)
            if (coefficients[bit] > median) bytes[31 - (bit / 8)] |= (byte)(1 << (bit % 8));
        return PerceptualHash.Read(bytes);
    }

    private static int Quality(float[] small)
    {
        var gradient = 0;
        for (var row = 0; row < Small; row++)
            for (var column = 0; column < Small; column++)
            {
                if (row + 1 < Small) gradient += (int)Math.Abs((small[(row * Small) + column] - small[((row + 1) * Small) + column]) * 100 / 255);
                if (column + 1 < Small) gradient += (int)Math.Abs((small[(row * Small) + column] - small[(row * Small) + column + 1]) * 100 / 255);
            }

        return Math.Min(100, gradient / 90);
    }

    private static float[] MakeCosines()
    {
        var cosines = new float[Bits * Small];
        for (var i = 0; i < Bits; i++)
            for (var j = 0; j < Small; j++)
                cosines[(i * Small) + j] = (float)(Math.Sqrt(2.0 / Small) * Math.Cos(Math.PI / 2 / Small * (i + 1) * ((2 * j) + 1)));
        return cosines;
    }
}
