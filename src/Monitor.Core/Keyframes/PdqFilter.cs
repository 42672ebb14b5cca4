using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Monitor.Core.Keyframes;

/// <summary>PDQ's Jarosz filter of 512 × 512 RGB down to 64 × 64 of luma. The reference runs a box of four twice in each direction over every pixel and
/// then takes every eighth; here the seven weights that come of it are applied once, where a pixel is taken.</summary>
internal static class PdqFilter
{
    private const int Side = PdqHasher.Side, Small = PdqHasher.GreySide, Line = Side * 3, Step = Side / Small, Taps = 7, TapValues = 24;

    // 1 2 3 4 3 2 1 over 16. At the end the box shrinks to the three pixels that are left: the last window begins one pixel earlier, over 48.
    private static readonly ushort[] Inner = [1, 2, 3, 4, 3, 2, 1], Last = [0, 3, 6, 9, 13, 10, 7];
    private static readonly float[] InnerAcross = Across(Inner, 16), LastAcross = Across(Last, 48);

    public static void Shrink(ReadOnlySpan<byte> rgb, Span<float> small)
    {
        // The last window reads a pixel's worth beyond the line, with weights of nothing.
        Span<float> line = stackalloc float[Line + TapValues];
        for (var row = 0; row < Small; row++)
        {
            var isLast = row == Small - 1;
            Down(rgb[(Start(row) * Line)..], isLast ? Last : Inner, line);
            AcrossLine(line, isLast ? 1f / 48 : 1f / 16, small.Slice(row * Small, Small));
        }
    }

    private static int Start(int at) => at == Small - 1 ? Side - Taps : (at * Step) + 2;

    /// <summary>Sums seven lines by their weights: 48 × 255 fits 16 bits.</summary>
    private static void Down(ReadOnlySpan<byte> lines, ushort[] weights, Span<float> line)
    {
        for (var at = 0; at < Line; at += Vector<byte>.Count)
        {
            Vector<ushort> low = default, high = default;
            for (var tap = 0; tap < Taps; tap++)
            {
                Vector.Widen(new Vector<byte>(lines[((tap * Line) + at)..]), out var left, out var right);
                low += left * weights[tap];
                high += right * weights[tap];
            }

            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            var to = MemoryMarshal.Cast<float, Vector<float>>(line.Slice(at, Vector<byte>.Count));
            to[0] = Vector.ConvertToSingle(Vector.AsVectorInt32(first));
            to[1] = Vector.ConvertToSingle(Vector.AsVectorInt32(second));
            to[2] = Vector.ConvertToSingle(Vector.AsVectorInt32(third));
            to[3] = Vector.ConvertToSingle(Vector.AsVectorInt32(fourth));
        }
    }

    private static void AcrossLine(ReadOnlySpan<float> line, float scale, Span<float> to)
    {
        var (first, second, third) = (Vector256.Create(InnerAcross, 0), Vector256.Create(InnerAcross, 8), Vector256.Create(InnerAcross, 16));
        for (var column = 0; column < Small - 1; column++)
        {
            var from = line.Slice(Start(column) * 3, TapValues);
            to[column] = scale * Vector256.Sum((Vector256.Create(from) * first) + (Vector256.Create(from[8..]) * second) + (Vector256.Create(from[16..]) * third));
        }

        var last = line.Slice(Start(Small - 1) * 3, TapValues);
        float sum = 0;
        for (var at = 0; at < TapValues; at++) sum += last[at] * LastAcross[at];
        to[Small - 1] = scale * sum;
    }

    /// <summary>The weights of seven pixels of RGB, luma's among them, and nothing for the eighth.</summary>
    private static float[] Across(ushort[] weights, int sum)
    {
        float[] luma = [0.299f, 0.587f, 0.114f];
        return [.. Enumerable.Range(0, TapValues).Select(at => at < Taps * 3 ? luma[at % 3] * weights[at / 3] / sum : 0)];
    }
}
