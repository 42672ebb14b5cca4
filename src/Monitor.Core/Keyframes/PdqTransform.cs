using System.Runtime.Intrinsics;

namespace Monitor.Core.Keyframes;

/// <summary>The last step of PDQ: the 16 × 16 lowest frequencies (without the mean) of a 64 × 64 picture, each above their median or not.</summary>
internal sealed class PdqTransform
{
    private const int Small = PdqHasher.GreySide, Frequencies = 16, Lanes = 8, AtOnce = 4;

    /// <summary>Of a picture that <see cref="PdqFilter"/> made small.</summary>
    public static readonly PdqTransform Filtered = new(0);

    /// <summary>Of a picture of means over the squares of a grid. The reference takes its pixels right of and below the middle of such a square: by 3/16 of its
    /// side where 512 pixels are made 64, by 1/50 to 1/6 in videos, whose frames it does not scale first. Moved by this much the hashes come nearest to either and a mirrored hash stays near its own.</summary>
    public static readonly PdqTransform Averaged = new(1.0 / 16);

    // Waves by place, then by frequency.
    private readonly float[] waves = new float[Small * Frequencies];

    private PdqTransform(double moved)
    {
        for (var place = 0; place < Small; place++)
            for (var frequency = 0; frequency < Frequencies; frequency++)
                waves[(place * Frequencies) + frequency] = (float)(Math.Sqrt(2.0 / Small) * Math.Cos(Math.PI / 2 / Small * (frequency + 1) * ((2 * (place - moved)) + 1)));
    }

    public PerceptualHash Hash(ReadOnlySpan<float> small)
    {
        Span<float> half = stackalloc float[Frequencies * Small], coefficients = stackalloc float[Frequencies * Frequencies];
        Down(small, half);
        Across(half, coefficients);
        var sorted = half[..coefficients.Length];
        coefficients.CopyTo(sorted);
        sorted.Sort();
        var median = sorted[(sorted.Length / 2) - 1];
        Span<ulong> words = stackalloc ulong[4];
        for (var bit = 0; bit < coefficients.Length; bit++)
            if (coefficients[bit] > median) words[bit / 64] |= 1UL << (bit % 64);
        return new PerceptualHash(words[3], words[2], words[1], words[0]);
    }

    private void Down(ReadOnlySpan<float> small, Span<float> half)
    {
        for (var column = 0; column < Small; column += Lanes)
            for (var frequency = 0; frequency < Frequencies; frequency += AtOnce)
            {
                Vector256<float> first = default, second = default, third = default, fourth = default;
                for (var row = 0; row < Small; row++)
                {
                    var values = Vector256.Create(small[((row * Small) + column)..]);
                    var wave = waves.AsSpan((row * Frequencies) + frequency, AtOnce);
                    first += values * wave[0];
                    second += values * wave[1];
                    third += values * wave[2];
                    fourth += values * wave[3];
                }

                first.CopyTo(half[((frequency * Small) + column)..]);
                second.CopyTo(half[(((frequency + 1) * Small) + column)..]);
                third.CopyTo(half[(((frequency + 2) * Small) + column)..]);
                fourth.CopyTo(half[(((frequency + 3) * Small) + column)..]);
            }
    }

    private void Across(ReadOnlySpan<float> half, Span<float> coefficients)
    {
        for (var frequency = 0; frequency < Frequencies; frequency++)
        {
            Vector256<float> low = default, high = default;
            for (var column = 0; column < Small; column++)
            {
                var value = half[(frequency * Small) + column];
                low += Vector256.Create(waves, column * Frequencies) * value;
                high += Vector256.Create(waves, (column * Frequencies) + Lanes) * value;
            }

            low.CopyTo(coefficients[(frequency * Frequencies)..]);
            high.CopyTo(coefficients[((frequency * Frequencies) + Lanes)..]);
        }
    }
}
