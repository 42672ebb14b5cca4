namespace Monitor.Core.Keyframes;

/// <summary>Finds dissolves: stretches of a few frames up to about two seconds whose inner frames are blends of the two ends, which show different things.</summary>
public sealed class BlendDetector
{
    private const int Side = 16, Pixels = Side * Side, Longest = 32;
    private static readonly int[] Lengths = [6, 8, 12, 16, 24, Longest];

    private const float LeastChange = 12, MostResidual = 0.25f, MostStep = 0.35f, MostAlike = 0.75f, LeastMoved = 0.25f;
    private readonly byte[] ring = new byte[(Longest + 1) * Pixels];
    private readonly int[] histograms = new int[(Longest + 1) * SmallFrame.Bins];
    private readonly List<Blend> found = [];
    private int count;

    /// <summary>The dissolves, in order: of those that overlap, the best.</summary>
    public IReadOnlyList<Blend> Found => found;

    public void Add(SmallFrame frame)
    {
        Shrink(frame.Luma, Ring(count));
        frame.Histogram.CopyTo(Histogram(count));
        count++;
        foreach (var length in Lengths)
            if (count > length && Judge(count - 1 - length, length) is { } blend) Keep(blend);
    }

    private Blend? Judge(int first, int length)
    {
        ReadOnlySpan<byte> start = Ring(first), end = Ring(first + length);
        var change = FrameDifference.Absolute(start, end) / (float)Pixels;
        if (change < LeastChange || Alike(start, end) > MostAlike) return null;
        var moved = FrameDifference.Moved(Histogram(first), Histogram(first + length));
        if (moved < LeastMoved) return null;
        float residual = 0;
        for (var quarter = 1; quarter <= 3; quarter++) residual += Residual(start, end, Ring(first + (length * quarter / 4)), length * quarter / 4, length);
        residual /= 3 * change;
        if (residual > MostResidual) return null;
        for (var step = first + 1; step <= first + length; step++)
            if (FrameDifference.Absolute(Ring(step - 1), Ring(step)) > MostStep * change * Pixels) return null;
        return new Blend(first, first + length, change, residual);
    }

    private void Keep(Blend blend)
    {
        if (found.Count > 0 && found[^1].Last >= blend.First)
        {
            if (found[^1].Score < blend.Score) found[^1] = blend;
        }
        else found.Add(blend);
    }

    /// <summary>Mean distance of a frame from the blend that it would be.</summary>
    private static float Residual(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, ReadOnlySpan<byte> frame, int part, int whole)
    {
        float sum = 0;
        for (var at = 0; at < Pixels; at++) sum += Math.Abs(frame[at] - (start[at] + ((end[at] - start[at]) * (float)part / whole)));
        return sum / Pixels;
    }

    /// <summary>Correlation of two pictures: high where only the light changed.</summary>
    private static float Alike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        double left = 0, right = 0, both = 0, leftSquare = 0, rightSquare = 0;
        for (var at = 0; at < Pixels; at++)
        {
            left += one[at];
            right += other[at];
            both += one[at] * other[at];
            leftSquare += one[at] * one[at];
            rightSquare += other[at] * other[at];
        }

        var (spreadOne, spreadOther) = ((Pixels * leftSquare) - (left * left), (Pixels * rightSquare) - (right * right));
        return spreadOne < Pixels * Pixels || spreadOther < Pixels * Pixels ? 1 : (float)(((Pixels * both) - (left * right)) / Math.Sqrt(spreadOne * spreadOther));
    }

    private static void Shrink(ReadOnlySpan<byte> luma, Span<byte> small)
    {
        const int block = SmallFrame.Side / Side;
        for (var row = 0; row < Side; row++)
            for (var column = 0; column < Side; column++)
            {
                var sum = 0;
                for (var y = 0; y < block; y++)
                    for (var x = 0; x < block; x++) sum += luma[(((row * block) + y) * SmallFrame.Side) + (column * block) + x];
                small[(row * Side) + column] = (byte)(sum / (block * block));
            }
    }

    private Span<int> Histogram(int frame) => histograms.AsSpan(frame % (Longest + 1) * SmallFrame.Bins, SmallFrame.Bins);

    private Span<byte> Ring(int frame) => ring.AsSpan(frame % (Longest + 1) * Pixels, Pixels);
}

/// <summary>A dissolve between two frames, counted as they were added.</summary>
/// <param name="Change">Mean difference of the ends in levels.</param>
/// <param name="Residual">How far the inner frames are from blends of the ends, as a share of the change.</param>
public readonly record struct Blend(int First, int Last, float Change, float Residual)
{
    public float Score => Change * (1 - Residual);
}
