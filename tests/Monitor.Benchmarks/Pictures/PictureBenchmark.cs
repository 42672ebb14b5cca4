using System.Diagnostics;
using System.Globalization;
using Monitor.Core.Keyframes;
using Monitor.Core.Reposts;

namespace Monitor.Benchmarks.Pictures;

/// <summary>Perceptual hashes a second, and the search for near frames among millions of made-up ones: pictures [--millions 10]. All on one thread.</summary>
internal static class PictureBenchmark
{
    private const int FramesOfAnItem = 240, Million = 1_000_000, Runs = 50, Bits = 31;

    public static void Run(string[] args)
    {
        var millions = Array.IndexOf(args, "--millions") is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 10;
        var random = new Random(1);
        var rgb = Bytes(random, PdqHasher.Side * PdqHasher.Side * 3);
        var grey = Bytes(random, PdqHasher.GreySide * PdqHasher.GreySide);
        Rate("PDQ hashes of 512 x 512 RGB", 4_000, () => PdqHasher.Of(rgb));
        Rate("PDQ hashes of 64 x 64 grey", 20_000, () => PdqHasher.OfGrey(grey));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (index, known) = (new FrameIndex(), new List<PerceptualHash>());
        foreach (var target in new[] { 1, 6, millions }.Where(target => target <= millions).Distinct())
        {
            Fill(index, target * Million, random, known);
            Say($"{index.Count:N0} frames, {(GC.GetTotalMemory(forceFullCollection: true) - before) / (double)index.Count:0} bytes each");
            // A picture of the archive with some bits changed, in turn as it is and in a mirror: found among all of them.
            Nearest(index, "20 nearest at any distance", 256, () => Near(random, known));
            Nearest(index, $"20 nearest within {Bits} bits", Bits, () => Near(random, known));
            Within(index, random, known);
        }
    }

    private static void Fill(FrameIndex index, int frames, Random random, List<PerceptualHash> known)
    {
        // Whole items each: the last one may go a little beyond.
        for (var item = index.Count / FramesOfAnItem; index.Count < frames; item++)
        {
            HashedFrame[] put = [.. Enumerable.Range(0, FramesOfAnItem).Select(at => new HashedFrame(at * 250, Hash(random), 100))];
            index.Put(item + 1, put);
            if (item % 100 == 0) known.Add(put[0].Hash);
        }
    }

    private static void Nearest(FrameIndex index, string what, int withinBits, Func<PerceptualHash> query)
    {
        var (times, found) = (new List<double>(), 0);
        for (var run = -5; run < Runs; run++)
        {
            var picture = query();
            var start = Stopwatch.GetTimestamp();
            var near = index.Nearest(picture, 20, withinBits, default);
            if (run < 0) continue;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            found += near.Count > 0 && near[0].Bits <= 20 ? 1 : 0;
        }

        times.Sort();
        Say(string.Create(CultureInfo.InvariantCulture, $"  {what,-34} median {times[Runs / 2],7:0.0} ms   p95 {times[Runs * 95 / 100],7:0.0} ms   {found} of {Runs} found"));
    }

    private static void Within(FrameIndex index, Random random, List<PerceptualHash> known)
    {
        var queries = Enumerable.Range(0, FramesOfAnItem).Select(at => at % 2 == 0 ? Near(random, known) : Hash(random)).ToList();
        var seconds = new List<double>();
        var hits = 0;
        for (var run = 0; run < 3; run++)
        {
            var start = Stopwatch.GetTimestamp();
            hits = index.Within(queries, Bits, 0, default).Count;
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        Say(string.Create(CultureInfo.InvariantCulture, $"  {FramesOfAnItem} frames within {Bits} bits             median {seconds.Order().ElementAt(1),7:0.00} s    {hits} hits"));
    }

    private static void Rate(string what, int runs, Action work)
    {
        for (var run = 0; run < runs / 4; run++) work();
        var start = Stopwatch.GetTimestamp();
        for (var run = 0; run < runs; run++) work();
        Say(string.Create(CultureInfo.InvariantCulture, $"{what,-36} {runs / Stopwatch.GetElapsedTime(start).TotalSeconds,9:N0} a second"));
    }

    private static PerceptualHash Near(Random random, List<PerceptualHash> known)
    {
        var picture = known[random.Next(known.Count)];
        var bytes = new byte[PerceptualHash.Bytes];
        (random.Next(2) == 0 ? picture : picture.Mirrored()).Write(bytes);
        for (var change = 0; change < 20; change++) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return PerceptualHash.Read(bytes);
    }

    private static PerceptualHash Hash(Random random) => PerceptualHash.Read(Bytes(random, PerceptualHash.Bytes));

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void Say(string line) => Console.WriteLine(line);
}
