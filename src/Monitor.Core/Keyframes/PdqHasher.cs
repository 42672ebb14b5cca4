using System.Numerics;
using System.Runtime.InteropServices;

namespace Monitor.Core.Keyframes;

/// <summary>PDQ hash and quality of a picture (Facebook, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019).</summary>
public static class PdqHasher
{
    /// <summary>Side of the square picture that is hashed, in pixels.</summary>
    public const int Side = 512;

    /// <summary>Side of the square grey picture that <see cref="OfGrey"/> hashes, in pixels.</summary>
    public const int GreySide = 64;

    /// <summary>Hash and quality (0 to 100) of 512 × 512 pixels of RGB, three bytes each, row by row.</summary>
    public static (PerceptualHash Hash, int Quality) Of(ReadOnlySpan<byte> rgb)
    {
        if (rgb.Length != Side * Side * 3) throw new ArgumentException($"{rgb.Length} bytes are not {Side} × {Side} pixels of RGB.", nameof(rgb));
        Span<float> small = stackalloc float[GreySide * GreySide];
        PdqFilter.Shrink(rgb, small);
        return (PdqTransform.Filtered.Hash(small), Quality(small));
    }

    /// <summary>Hash and quality (0 to 100) of 64 × 64 grey pixels, row by row, each the mean of its part of the picture.</summary>
    public static (PerceptualHash Hash, int Quality) OfGrey(ReadOnlySpan<byte> grey)
    {
        if (grey.Length != GreySide * GreySide) throw new ArgumentException($"{grey.Length} bytes are not {GreySide} × {GreySide} grey pixels.", nameof(grey));
        Span<float> small = stackalloc float[GreySide * GreySide];
        for (var at = 0; at < small.Length; at++) small[at] = grey[at];
        return (PdqTransform.Averaged.Hash(small), Quality(small));
    }

    /// <summary>How much neighbours differ, each step cut to a whole percent as the reference does it.</summary>
    private static int Quality(ReadOnlySpan<float> small)
    {
        var steps = Steps(small[..^GreySide], small[GreySide..]);
        for (var row = 0; row < small.Length; row += GreySide) steps += Steps(small.Slice(row, GreySide - 1), small.Slice(row + 1, GreySide - 1));
        return Math.Min(100, steps / 90);
    }

    private static int Steps(ReadOnlySpan<float> these, ReadOnlySpan<float> those)
    {
        var first = MemoryMarshal.Cast<float, Vector<float>>(these);
        var second = MemoryMarshal.Cast<float, Vector<float>>(those);
        var sums = Vector<int>.Zero;
        for (var at = 0; at < first.Length; at++) sums += Vector.ConvertToInt32(Vector.Abs((first[at] - second[at]) * 100) / 255);
        var sum = Vector.Sum(sums);
        for (var at = first.Length * Vector<float>.Count; at < these.Length; at++) sum += (int)(Math.Abs((these[at] - those[at]) * 100) / 255);
        return sum;
    }
}
