using System.Numerics;

namespace Monitor.Core.Keyframes;

/// <summary>How much two successive small pictures differ. Levels are 0 to 255.</summary>
/// <param name="Luma">Mean absolute difference of brightness.</param>
/// <param name="Chroma">Mean absolute difference of colour.</param>
/// <param name="Histogram">Share of the pixels whose brightness or colour moved to another bin, 0 to 1: hardly changed by what moves inside a shot.</param>
/// <param name="Spread">Share of the picture's 64 blocks that changed in brightness or colour, 0 to 1: small for a caption that appears.</param>
public readonly record struct FrameDifference(float Luma, float Chroma, float Histogram, float Spread)
{
    private const int BlocksAcross = 8, ChangedLuma = 64 * 4, ChangedChroma = 32 * 4;

    /// <summary>Brightness and colour in one number.</summary>
    public float Level => Luma + (2 * Chroma);

    /// <summary><see cref="Level"/> of two frames that need not be neighbours.</summary>
    public static float LevelBetween(SmallFrame one, SmallFrame other) =>
        ((float)Absolute(one.Luma, other.Luma) / SmallFrame.LumaPixels) + ((float)Absolute(one.Pixels[SmallFrame.LumaPixels..], other.Pixels[SmallFrame.LumaPixels..]) / SmallFrame.ChromaPixels);

    public static FrameDifference Between(SmallFrame before, SmallFrame after)
    {
        Span<int> luma = stackalloc int[BlocksAcross * BlocksAcross], chroma = stackalloc int[BlocksAcross * BlocksAcross];
        AddBlocks(before.Luma, after.Luma, SmallFrame.Side, luma);
        // The planes of colour are half as wide: their blocks fall on those of the brightness.
        AddBlocks(before.Pixels.Slice(SmallFrame.LumaPixels, SmallFrame.ChromaPixels), after.Pixels.Slice(SmallFrame.LumaPixels, SmallFrame.ChromaPixels), SmallFrame.Side / 2, chroma);
        AddBlocks(before.Pixels[(SmallFrame.LumaPixels + SmallFrame.ChromaPixels)..], after.Pixels[(SmallFrame.LumaPixels + SmallFrame.ChromaPixels)..], SmallFrame.Side / 2, chroma);
        int changed = 0, lumaSum = 0, chromaSum = 0;
        for (var block = 0; block < luma.Length; block++)
        {
            (lumaSum, chromaSum) = (lumaSum + luma[block], chromaSum + chroma[block]);
            if (luma[block] >= ChangedLuma || chroma[block] >= ChangedChroma) changed++;
        }

        return new FrameDifference((float)lumaSum / SmallFrame.LumaPixels, chromaSum / (2f * SmallFrame.ChromaPixels), Moved(before.Histogram, after.Histogram), (float)changed / luma.Length);
    }

    /// <summary>Adds the absolute differences of a square plane to its 8 × 8 blocks.</summary>
    private static void AddBlocks(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, int side, Span<int> blocks)
    {
        var size = side / BlocksAcross;
        for (var row = 0; row < side; row++)
            for (var block = 0; block < BlocksAcross; block++)
            {
                var sum = 0;
                for (var at = (row * side) + (block * size); at < (row * side) + ((block + 1) * size); at++) sum += Math.Abs(one[at] - other[at]);
                blocks[(row / size * BlocksAcross) + block] += sum;
            }
    }

    /// <summary>Sum of absolute differences of two stretches of the same length.</summary>
    public static int Absolute(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var sum = 0;
        var at = 0;
        if (one.Length >= Vector<byte>.Count)
        {
            var sums = Vector<uint>.Zero;
            for (; at <= one.Length - Vector<byte>.Count; at += Vector<byte>.Count)
            {
                var (left, right) = (new Vector<byte>(one[at..]), new Vector<byte>(other[at..]));
                Vector.Widen(Vector.Max(left, right) - Vector.Min(left, right), out var low, out var high);
                Vector.Widen(low + high, out var first, out var second);
                sums += first + second;
            }

            sum = (int)Vector.Sum(sums);
        }

        for (; at < one.Length; at++) sum += Math.Abs(one[at] - other[at]);
        return sum;
    }

    /// <summary>Share of the pixels that are in another bin, 0 to 1.</summary>
    public static float Moved(ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        var moved = 0;
        for (var bin = 0; bin < one.Length; bin++) moved += Math.Abs(one[bin] - other[bin]);
        return moved / (4f * SmallFrame.LumaPixels);
    }
}
