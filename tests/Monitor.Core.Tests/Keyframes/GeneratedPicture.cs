namespace Monitor.Core.Tests.Keyframes;

/// <summary>Synthetic pictures: a gradient with blocks over it and noise, another one for each seed.</summary>
internal static class GeneratedPicture
{
    public static byte[] Rgb(int seed, int side)
    {
        var random = new Random(seed);
        var (slopeX, slopeY, strength) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.Next(60));
        var picture = new double[side * side * 3];
        for (var at = 0; at < picture.Length; at++) picture[at] = 128 + (100 * slopeX * (at / 3 % side) / side) + (100 * slopeY * (at / 3 / side) / side) + random.Next(strength + 1);
        for (var block = 0; block < 30; block++) Paint(picture, side, random);
        return [.. picture.Select(value => (byte)Math.Clamp(value, 0, 255))];
    }

    public static byte[] Grey(int seed, int side) => [.. Rgb(seed, side).Chunk(3).Select(pixel => pixel[0])];

    /// <summary>Left for right.</summary>
    public static byte[] Mirror(byte[] picture, int side)
    {
        var channels = picture.Length / side / side;
        return [.. picture.Chunk(side * channels).SelectMany(line => line.Chunk(channels).Reverse().SelectMany(pixel => pixel))];
    }

    private static void Paint(double[] picture, int side, Random random)
    {
        var (left, top, width, height, channel, change) = (random.Next(side), random.Next(side), random.Next(side / 3), random.Next(side / 3), random.Next(4), random.Next(-120, 120));
        for (var row = top; row < Math.Min(side, top + height); row++)
            for (var column = left; column < Math.Min(side, left + width); column++)
                for (var each = 0; each < 3; each++)
                    if (channel == 3 || channel == each) picture[(((row * side) + column) * 3) + each] += change;
    }
}
