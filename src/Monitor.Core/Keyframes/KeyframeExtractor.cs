using System.Globalization;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Keyframes;

/// <summary>Finds the shots of a clip and takes its stills, in the sandbox: one pass over small grey frames, one for the chosen frames.</summary>
public sealed class KeyframeExtractor(SandboxedProcess runner)
{
    // Square pixels within reason, even sizes.
    private const string Square = "scale='max(2,trunc(iw*clip(sar,0.25,4)/2)*2)':'max(2,trunc(ih/2)*2)',setsar=1";

    /// <summary>Writes the stills into <paramref name="outputFolder"/>. Throws <see cref="DecodeException"/> where nothing can be decoded.</summary>
    public async Task<ExtractedStills> ExtractAsync(string file, MediaProbe probe, string outputFolder, CancellationToken cancellationToken)
    {
        if (probe.Shape is not (MediaShape.Video or MediaShape.Picture)) throw new DecodeException(OutcomeReason.HasNoPicture, "The recording has no picture.");
        if (probe.Frames > FfmpegArguments.MaxFrames)
            throw new DecodeException(OutcomeReason.DecodeLimit, $"The clip has {probe.Frames} frames; {FfmpegArguments.MaxFrames} are the limit.");
        var (shots, starts, end) = await ScanAsync(file, probe, outputFolder, cancellationToken);
        var plan = StillPlan.Choose(shots, starts, end);
        var (stills, command) = await TakeAsync(file, probe, plan, outputFolder, cancellationToken);
        var described = shots.Select(shot => new DetectedShot(shot.First, shot.Last, starts[shot.First], shot.Last + 1 < starts.Count ? starts[shot.Last + 1] : end));
        return new ExtractedStills(starts.Count, [.. described], stills, command);
    }

    private async Task<(IReadOnlyList<(int First, int Last)> Shots, IReadOnlyList<long> Starts, long End)> ScanAsync(
        string file, MediaProbe probe, string outputFolder, CancellationToken cancellationToken)
    {
        var detector = new ShotDetector();
        string[] limit = probe.Shape == MediaShape.Picture ? ["-frames:v", "1"] : [];
        var command = new SandboxedCommand("ffmpeg",
        [
            .. FfmpegArguments.Input(probe.Formats), "-an", "-sn", "-dn", "-filter_complex",
            $"[0:v:0]scale={ShotDetector.Width}:{ShotDetector.Height}:flags=area,format=gray,split[a][b]",
            "-map", "[a]", .. limit, "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "rawvideo", "pipe:1",
            "-map", "[b]", .. limit, "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "framecrc", SandboxedCommand.OutputPath + "/times",
        ], file)
        { OutputFolder = outputFolder, CpuSeconds = FfmpegArguments.CpuSeconds(probe.DurationMs) };
        var result = await runner.RunAsync(command, (stream, token) => ReadFramesAsync(stream, ShotDetector.FrameBytes, frame => detector.Add(frame.Span), token), cancellationToken);
        var listing = Path.Combine(outputFolder, "times");
        if (detector.Count == 0 || !File.Exists(listing)) throw NoFrames("No frame could be decoded. ", result.Errors);
        var (starts, end) = FrameTimes.Parse(File.ReadLines(listing));
        File.Delete(listing);
        var frames = Math.Min(starts.Count, detector.Count);
        if (frames == 0) throw NoFrames("No frame could be decoded. ", result.Errors);
        var shots = detector.Shots().Where(shot => shot.First < frames).Select(shot => (shot.First, Math.Min(shot.Last, frames - 1))).ToList();
        return (shots, [.. starts.Take(frames)], end);
    }

    private async Task<(IReadOnlyList<ExtractedStill> Stills, string Command)> TakeAsync(
        string file, MediaProbe probe, IReadOnlyList<PlannedStill> plan, string outputFolder, CancellationToken cancellationToken)
    {
        var chosen = string.Join('+', plan.Select(still => "eq(n\\," + still.Frame.ToString(CultureInfo.InvariantCulture) + ")"));
        string[] Jpeg(string label, string name) => ["-map", label, "-fps_mode", "passthrough", "-frames:v", Number(plan.Count), "-q:v", "3", "-f", "image2", "-start_number", "0", $"{SandboxedCommand.OutputPath}/{name}-%05d.jpg"];
        var command = new SandboxedCommand("ffmpeg",
        [
            .. FfmpegArguments.Input(probe.Formats), "-an", "-sn", "-dn", "-filter_complex",
            $"[0:v:0]select='{chosen}',{Square},format=yuvj420p,split=4[full][s][b][h];[s]scale=320:-2:flags=area[small];"
            + $"[b]scale=32:-2:flags=area,scale=320:-2:flags=bilinear,gblur=sigma=12[blurred];[h]scale={PdqHasher.Side}:{PdqHasher.Side}:flags=area,format=rgb24[hash]",
            .. Jpeg("[full]", "full"), .. Jpeg("[small]", "small"), .. Jpeg("[blurred]", "blurred"),
            "-map", "[hash]", "-fps_mode", "passthrough", "-frames:v", Number(plan.Count), "-f", "rawvideo", "pipe:1",
        ], file)
        { OutputFolder = outputFolder, CpuSeconds = 2 * FfmpegArguments.CpuSeconds(probe.DurationMs) };
        var hashes = new List<(PerceptualHash Hash, int Quality)>();
        var result = await runner.RunAsync(command, (stream, token) => ReadFramesAsync(stream, PdqHasher.Side * PdqHasher.Side * 3, frame => hashes.Add(PdqHasher.Of(frame.Span)), token), cancellationToken);
        var stills = plan.Take(hashes.Count).Select((still, at) => new ExtractedStill(still, Name(outputFolder, "full", at), Name(outputFolder, "small", at), Name(outputFolder, "blurred", at), hashes[at].Hash, hashes[at].Quality))
            .Where(still => File.Exists(still.FullFile) && File.Exists(still.SmallFile) && File.Exists(still.BlurredFile)).ToList();
        if (stills.Count == 0) throw NoFrames("No still could be taken. ", result.Errors);
        return (stills, command.Text);
    }

    /// <summary>Gives each whole frame of <paramref name="frameBytes"/> bytes to <paramref name="take"/>; a broken last one is left out.</summary>
    private static async Task ReadFramesAsync(Stream stream, int frameBytes, Action<ReadOnlyMemory<byte>> take, CancellationToken cancellationToken)
    {
        var frame = new byte[frameBytes];
        while (await stream.ReadAtLeastAsync(frame, frameBytes, throwOnEndOfStream: false, cancellationToken) == frameBytes) take(frame);
    }

    private static string Name(string folder, string kind, int number) => Path.Combine(folder, kind + "-" + number.ToString("00000", CultureInfo.InvariantCulture) + ".jpg");

    private static DecodeException NoFrames(string what, string errors) =>
        new(errors.Contains("exceeds specified max pixel count", StringComparison.Ordinal) ? OutcomeReason.TooManyPixels : OutcomeReason.NoFrames, what + errors.Split('\n')[0]);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
