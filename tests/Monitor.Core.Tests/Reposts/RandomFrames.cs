using Monitor.Core.Keyframes;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Frames with made-up hashes.</summary>
internal static class RandomFrames
{
    /// <summary>Of a few pictures only, some in a mirror, each with bits changed.</summary>
    public static IReadOnlyList<HashedFrame> Near(Random random, int count)
    {
        var pictures = Any(new Random(0), 12);
        return [.. Enumerable.Range(0, count).Select(at => new HashedFrame(at * 250, Changed(random, pictures[random.Next(pictures.Count)].Hash), random.Next(101)))];
    }

    /// <summary>With nothing in common.</summary>
    public static IReadOnlyList<HashedFrame> Any(Random random, int count)
    {
        var bytes = new byte[PerceptualHash.Bytes];
        return
        [
            .. Enumerable.Range(0, count).Select(at =>
            {
                random.NextBytes(bytes);
                return new HashedFrame(at * 250, PerceptualHash.Read(bytes), 100);
            }),
        ];
    }

    private static PerceptualHash Changed(Random random, PerceptualHash hash)
    {
        var bytes = new byte[PerceptualHash.Bytes];
        (random.Next(4) == 0 ? hash.Mirrored() : hash).Write(bytes);
        for (var change = random.Next(50); change > 0; change--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return PerceptualHash.Read(bytes);
    }
}
