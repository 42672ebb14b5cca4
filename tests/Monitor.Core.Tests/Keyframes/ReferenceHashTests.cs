using System.Globalization;
using Microsoft.Extensions.Options;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Tests.Setting;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Keyframes;

/// <summary>Our hashes, decoded in the sandbox, beside those that Meta's own programs gave for the same pictures and frames.</summary>
public sealed class ReferenceHashTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>The reference's own tolerance.</summary>
    private const int Tolerance = 16;

    private static readonly SandboxedProcess Runner = new(Options.Create(new MediaOptions()));
    private readonly ScratchFolder folder = new(null);

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task Extract_BridgeInTwelveVersions_HashesAsTheReference()
    {
        var distances = new List<int>();
        foreach (var line in File.ReadLines(SampleFiles.Path("hashes/pdq_expected.tsv")).Skip(1))
        {
            var file = SampleFiles.Path("hashes/bridge-mods/" + Path.GetFileName(line.Split('\t')[0]));
            var probe = await new MediaProber(Runner).ProbeAsync(file, CancellationToken.None);
            var still = (await TestDecoders.Keyframes.ExtractAsync(file, probe, folder.Path, null, CancellationToken.None)).Stills[0];
            distances.Add(still.PerceptualHash.DistanceTo(PerceptualHash.Parse(line.Split('\t')[2])));
            output.WriteLine($"{distances[^1],3} bits, quality {still.Quality,3}: {Path.GetFileName(file)}");
            Assert.Equal(100, still.Quality);
        }

        Assert.Equal(12, distances.Count);
        Assert.All(distances, distance => Assert.InRange(distance, 0, Tolerance));
        Assert.InRange(Median(distances), 0, 4);
    }

    [SkippableFact]
    public async Task Of_EveryFrameOfSevenClips_IsTheReferencesFrame()
    {
        var (whole, grey) = (new List<int>(), new List<int>());
        foreach (var file in Directory.EnumerateFiles(SampleFiles.Path("video/reposts"), "*.mp4").Order(StringComparer.Ordinal))
        {
            var expected = File.ReadLines(SampleFiles.Path($"video/reposts/vpdq-hashes/{Path.GetFileNameWithoutExtension(file)}.txt")).Select(line => line.Split(',')).ToList();
            var ours = await DecodeAsync(file);
            Assert.Equal(expected.Count, ours.Count);
            for (var frame = 0; frame < ours.Count; frame++)
            {
                if (int.Parse(expected[frame][1], CultureInfo.InvariantCulture) < HashedFrame.LeastQuality) continue;
                whole.Add(ours[frame].Whole.DistanceTo(PerceptualHash.Parse(expected[frame][2])));
                grey.Add(ours[frame].Grey.DistanceTo(PerceptualHash.Parse(expected[frame][2])));
            }
        }

        AssertNear("512 x 512 RGB", whole);
        AssertNear("64 x 64 grey", grey);
    }

    [SkippableFact]
    public async Task Mirrored_BridgeInTwelveVersions_IsNearTheMirroredPictures()
    {
        var (whole, grey) = (new List<int>(), new List<int>());
        foreach (var file in Directory.EnumerateFiles(SampleFiles.Path("hashes/bridge-mods")))
        {
            var (here, there) = ((await DecodeAsync(file))[0], (await DecodeAsync(file, "hflip,"))[0]);
            whole.Add(here.Whole.Mirrored().DistanceTo(there.Whole));
            grey.Add(here.Grey.Mirrored().DistanceTo(there.Grey));
        }

        output.WriteLine($"512 x 512 RGB: median {Median(whole)}, at most {whole.Max()} bits; 64 x 64 grey: median {Median(grey)}, at most {grey.Max()} bits");
        Assert.All(whole, distance => Assert.InRange(distance, 0, 24));
        Assert.All(grey, distance => Assert.InRange(distance, 0, Tolerance));
    }

    /// <summary>Decodes once, to both sizes.</summary>
    private async Task<IReadOnlyList<(PerceptualHash Whole, PerceptualHash Grey)>> DecodeAsync(string file, string filter = "")
    {
        var probe = await new MediaProber(Runner).ProbeAsync(file, CancellationToken.None);
        var command = new SandboxedCommand("ffmpeg",
        [
            .. FfmpegArguments.Input(probe.Format), "-an", "-sn", "-dn", "-filter_complex",
            $"[0:v:0]{filter}split[a][b];[a]scale=512:512:flags=area,format=rgb24[whole];[b]scale=64:64:flags=area,format=gray[grey]",
            "-map", "[whole]", "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1", "-map", "[grey]", "-fps_mode", "passthrough", "-f", "rawvideo", SandboxedCommand.OutputPath + "/grey",
        ], file)
        { OutputFolder = folder.Path };
        var whole = new List<PerceptualHash>();
        var frame = new byte[PdqHasher.Side * PdqHasher.Side * 3];
        await Runner.RunAsync(command, async (stream, token) =>
        {
            while (await stream.ReadAtLeastAsync(frame, frame.Length, throwOnEndOfStream: false, token) == frame.Length) whole.Add(PdqHasher.Of(frame).Hash);
        }, CancellationToken.None);
        var greys = await File.ReadAllBytesAsync(Path.Combine(folder.Path, "grey"));
        return [.. greys.Chunk(PdqHasher.GreySide * PdqHasher.GreySide).Zip(whole, (grey, hash) => (hash, PdqHasher.OfGrey(grey).Hash))];
    }

    private void AssertNear(string what, List<int> distances)
    {
        var near = distances.Count(distance => distance <= Tolerance) / (double)distances.Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {distances.Count} frames, median {Median(distances)}, at most {distances.Max()} bits, {near:P2} within {Tolerance}"));
        Assert.True(distances.Count > 4_000 && near >= 0.99, what);
    }

    private static int Median(List<int> values) => values.Order().ElementAt(values.Count / 2);
}
