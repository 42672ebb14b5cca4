using System.Globalization;
using System.Text.Json;
using Monitor.Core.Keyframes;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Tests.Setting;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Keyframes;

/// <summary>Shots and stills of the samples, by the frame numbers that lie beside them; the figures are those of docs/keyframes.md.</summary>
public sealed class ShotTests(ITestOutputHelper output) : IDisposable
{
    private const int Tolerance = 2;
    private readonly ScratchFolder folder = new(null);

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("mixed_60s", "mixed_60s_720p.mp4")]
    [InlineData("mixed_600s", "mixed_600s_360p.mp4")]
    public async Task Extract_FootageCutTogether_FindsTheShotsAndAStillOfEach(string name, string file)
    {
        var found = await TestDecoders.ExtractAsync(SampleFiles.Path("video/cuts/" + file), folder.Path);
        var truth = Truth(SampleFiles.Path($"video/cuts/{name}.json"));
        Assert.InRange(Score(name, truth, [.. found.Shots.Skip(1).Select(shot => shot.FirstFrame)]), 0.97, 1);
        Assert.All(found.Shots, shot => Assert.Contains(found.Stills, still => still.Plan.Frame >= shot.FirstFrame && still.Plan.Frame <= shot.LastFrame));
        // What jump cuts bound is one shot.
        var bounds = truth.Where(one => !one.IsJump).Prepend(new Transition(0, 0, true, false)).Append(new Transition(found.Frames, found.Frames, true, false)).ToList();
        Assert.All(bounds.Zip(bounds.Skip(1)), shot => Assert.Contains(found.Stills, still => still.Plan.Frame >= shot.First.To && still.Plan.Frame < shot.Second.From));
        output.WriteLine($"{name}: {found.Shots.Count} shots, {found.Stills.Count} stills, {found.Track.Count} hashes");
    }

    [SkippableTheory]
    [InlineData("counter.mp4", "AdaptiveDetector")]
    [InlineData("fades.mp4", "ThresholdDetector")]
    public async Task Extract_ScenesOfAReference_FindsTheSameCuts(string file, string detector)
    {
        using var golden = JsonDocument.Parse(await File.ReadAllTextAsync(SampleFiles.Path($"video/scenes/goldens/{file}.{detector}.default.json")));
        var expected = golden.RootElement.GetProperty("cuts").EnumerateArray().Select(cut => cut.GetInt32()).ToList();
        // The reference's shortest shot is 15 frames, and this clip has ten a second: a picture of a second is a shot of its own here.
        if (file == "counter.mp4") expected.Insert(0, 10);
        var found = await TestDecoders.ExtractAsync(SampleFiles.Path("video/scenes/" + file), folder.Path);
        Assert.Equal(expected, found.Shots.Skip(1).Select(shot => shot.FirstFrame));
        Assert.True(found.Stills.Count >= 3);
    }

    [SkippableTheory]
    [InlineData("issue-134-rotate.mp4", 544, 1280)]
    [InlineData("delayed_start.mp4", 480, 320)]
    [InlineData("issue-236-split-copy.mkv", 1920, 1080)]
    public async Task Extract_OddClip_TakesUprightStillsAtTheTimesOfFfprobe(string name, int width, int height)
    {
        var file = SampleFiles.Path("video/scenes/" + name);
        var found = await TestDecoders.ExtractAsync(file, folder.Path);
        var times = await TestFfmpeg.FrameTimesAsync(file);
        Assert.True(found.Stills.Count >= 3);
        foreach (var still in found.Stills)
        {
            Assert.Equal((width, height), await TestFfmpeg.SizeAsync(still.FullFile));
            Assert.InRange(Math.Abs(times[still.Plan.Frame] - still.Plan.TimeMs), 0, 1);
        }
    }

    private static List<Transition> Truth(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return [.. document.RootElement.GetProperty("gt").EnumerateArray().Select(one => one.GetProperty("t").GetString() == "cut"
            ? new Transition(one.GetProperty("f").GetInt32(), one.GetProperty("f").GetInt32(), true, one.GetProperty("jump").GetBoolean())
            : new Transition(one.GetProperty("a").GetInt32(), one.GetProperty("b").GetInt32(), false, false))];
    }

    /// <summary>F1 by the rules of the samples: a cut within two frames, a transition once inside it, jump cuts neither found nor missed.</summary>
    private double Score(string name, List<Transition> truth, List<int> cuts)
    {
        int found = 0, missed = 0, jumps = 0, exact = 0;
        var left = cuts.ToList();
        foreach (var one in truth.OrderBy(one => one.IsJump))
        {
            var tolerance = one.IsCut ? Tolerance : 0;
            var near = left.Where(cut => cut >= one.From - tolerance && cut <= one.To + tolerance).OrderBy(cut => Math.Abs(cut - one.From)).Select(cut => (int?)cut).FirstOrDefault();
            if (near is { } cut)
            {
                left.Remove(cut);
                exact += cut == one.From ? 1 : 0;
                (found, jumps) = one.IsJump ? (found, jumps + 1) : (found + 1, jumps);
            }
            else if (!one.IsJump) missed++;
        }

        var f1 = 2.0 * found / ((2 * found) + missed + left.Count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: F1 {f1:0.000}, {found} found ({exact} to the frame), {missed} missed, {left.Count} false, {jumps} of {truth.Count(one => one.IsJump)} jump cuts"));
        return f1;
    }

    private sealed record Transition(int From, int To, bool IsCut, bool IsJump);
}
