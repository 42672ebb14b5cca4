using Monitor.Core.Keyframes;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Tracks of made-up moving pictures, drawn and hashed here: films of several scenes, and people before one wall.</summary>
internal static class SyntheticTrack
{
    public const int StepMs = 250;

    private const int Side = 64;

    /// <summary>Scenes of two to five seconds: a wide picture that pans, and something that moves before it.</summary>
    public static IReadOnlyList<HashedFrame> Film(int seed, int seconds)
    {
        var random = new Random(seed);
        var frames = new List<HashedFrame>();
        while (frames.Count < seconds * 4)
        {
            var (wide, pan, thing) = (Picture(random, 128), random.NextDouble() * 2, Thing.Make(random, 0.2));
            for (var left = random.Next(8, 20); left > 0 && frames.Count < seconds * 4; left--)
            {
                var shift = (int)(pan * left);
                frames.Add(Hash(frames.Count, (row, column) => thing.Covers(row, column, left) ?? wide[(row * 128) + ((column + shift) % 128)]));
            }
        }

        return frames;
    }

    /// <summary>One shot: this person before that wall.</summary>
    public static IReadOnlyList<HashedFrame> Room(int wall, int person, int seconds, double sway = 0.5)
    {
        var (picture, random) = (Picture(new Random(wall), Side), new Random(person));
        var (body, head) = (Thing.Make(random, 0.02) with { Row = 50, Column = 32, Height = 22, Width = 18 + random.Next(4), Sway = 4 * sway }, Thing.Make(random, 0.03) with { Row = 26, Column = 32, Height = 9 + random.Next(3), Width = 7 + random.Next(3), Sway = 4 * sway });
        return [.. Enumerable.Range(0, seconds * 4).Select(at => Hash(at, (row, column) => head.Covers(row, column, at) ?? body.Covers(row, column, at) ?? picture[(row * Side) + column]))];
    }

    /// <summary>The same as another encoding would show it: a few bits differ, and the times are others.</summary>
    public static IReadOnlyList<HashedFrame> Again(IReadOnlyList<HashedFrame> track, int seed, int bits, int skip = 0, int shiftMs = 0)
    {
        var random = new Random(seed);
        return [.. track.Skip(skip).Select(frame => frame with { TimeMs = frame.TimeMs - (skip * StepMs) + shiftMs, Hash = Flip(frame.Hash, random, bits) })];
    }

    public static IReadOnlyList<HashedFrame> Join(params IReadOnlyList<HashedFrame>[] parts) =>
        [.. parts.SelectMany(part => part).Select((frame, at) => frame with { TimeMs = at * StepMs })];

    private static PerceptualHash Flip(PerceptualHash hash, Random random, int bits)
    {
        Span<byte> bytes = stackalloc byte[PerceptualHash.Bytes];
        hash.Write(bytes);
        for (var flipped = 0; flipped < bits; flipped++) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return PerceptualHash.Read(bytes);
    }

    private static HashedFrame Hash(int at, Func<int, int, byte> pixel)
    {
        Span<byte> grey = stackalloc byte[Side * Side];
        for (var row = 0; row < Side; row++)
            for (var column = 0; column < Side; column++) grey[(row * Side) + column] = pixel(row, column);
        var (hash, quality) = PdqHasher.OfGrey(grey);
        return new HashedFrame(at * StepMs, hash, quality);
    }

    /// <summary>Boxes of grey over each other, as walls, windows and furniture are.</summary>
    private static byte[] Picture(Random random, int width)
    {
        var picture = new byte[Side * width];
        for (var box = 0; box < 24; box++)
        {
            var (top, left, height, wide, grey) = (random.Next(Side), random.Next(width), random.Next(8, 40), random.Next(8, width / 2), (byte)random.Next(256));
            if (box == 0) (top, left, height, wide) = (0, 0, Side, width);
            for (var row = top; row < Math.Min(Side, top + height); row++) picture.AsSpan((row * width) + left, Math.Min(wide, width - left)).Fill(grey);
        }

        return picture;
    }

    /// <summary>An ellipse that sways.</summary>
    private sealed record Thing(double Row, double Column, double Height, double Width, byte Grey, double Sway, double Pace, double Phase)
    {
        public static Thing Make(Random random, double pace) => new(random.Next(10, 54), random.Next(10, 54), random.Next(6, 16), random.Next(6, 16), (byte)random.Next(256), random.Next(2, 6), pace + (random.NextDouble() / 2), 6 * random.NextDouble());

        public byte? Covers(int row, int column, int at)
        {
            var (down, across) = ((row - Row) / Height, (column - Column - (Sway * Math.Sin((Pace * at) + Phase))) / Width);
            return (down * down) + (across * across) <= 1 ? Grey : null;
        }
    }
}
