using Monitor.Core.Keyframes;

namespace Monitor.Core.Tests.Keyframes;

/// <summary>PDQ as its paper tells it, one step after the other and slow: what the fast one is held against.</summary>
internal static class PlainPdq
{
    private const int Side = PdqHasher.Side, Small = 64, Bits = 16, Window = 4;

    public static (PerceptualHash Hash, int Quality) Of(ReadOnlySpan<byte> rgb)
    {
        var luma = new double[Side * Side];
        for (var at = 0; at < luma.Length; at++) luma[at] = (0.299 * rgb[at * 3]) + (0.587 * rgb[(at * 3) + 1]) + (0.114 * rgb[(at * 3) + 2]);
        for (var pass = 0; pass < 2; pass++) luma = Box(Box(luma, 1, Side), Side, 1);
        var small = new double[Small * Small];
        for (var row = 0; row < Small; row++)
            for (var column = 0; column < Small; column++) small[(row * Small) + column] = luma[(((row * 8) + 4) * Side) + (column * 8) + 4];
        return (Hash(small), Quality(small));
    }

    /// <summary>Mean of the pixel before, the pixel and the two after it, as far as there are any.</summary>
    private static double[] Box(double[] from, int step, int lineStep)
    {
        var to = new double[from.Length];
        for (var line = 0; line < Side; line++)
            for (var at = 0; at < Side; at++)
            {
                var (first, last) = (Math.Max(0, at - 1), Math.Min(Side - 1, at + Window - 2));
                for (var other = first; other <= last; other++) to[(line * lineStep) + (at * step)] += from[(line * lineStep) + (other * step)] / (last - first + 1);
            }

        return to;
    }

    private static PerceptualHash Hash(double[] small)
    {
        var coefficients = new double[Bits * Bits];
        for (var down = 0; down < Bits; down++)
            for (var across = 0; across < Bits; across++)
                for (var row = 0; row < Small; row++)
                    for (var column = 0; column < Small; column++)
                        coefficients[(down * Bits) + across] += small[(row * Small) + column] * Wave(down + 1, row) * Wave(across + 1, column);
        var median = coefficients.Order().ElementAt(127);
        var bits = coefficients.Select(coefficient => coefficient > median).ToArray();
        return PerceptualHash.Parse(string.Concat(bits.Reverse().Chunk(4).Select(four => Convert.ToString(four.Aggregate(0, (sum, bit) => (sum * 2) + (bit ? 1 : 0)), 16))));
    }

    private static double Wave(int frequency, int place) => Waves[(frequency * Small) + place];

    private static readonly double[] Waves = [.. Enumerable.Range(0, (Bits + 1) * Small).Select(at => Math.Sqrt(2.0 / Small) * Math.Cos(Math.PI / 2 / Small * (at / Small) * ((2 * (at % Small)) + 1)))];

    private static int Quality(double[] small)
    {
        var steps = 0;
        for (var at = 0; at < small.Length; at++)
        {
            if (at + Small < small.Length) steps += (int)(Math.Abs(small[at] - small[at + Small]) * 100 / 255);
            if (at % Small < Small - 1) steps += (int)(Math.Abs(small[at] - small[at + 1]) * 100 / 255);
        }

        return Math.Min(100, steps / 90);
    }
}
