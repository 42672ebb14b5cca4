using System.Globalization;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Keyframes;

/// <summary>Looks at every frame of a clip, small, in one pass of the sandboxed decoder: shots, and hashes over time. Where the codec has frames that no other refers to,
/// they are not decoded but counted from the container, and the loop filter is left out: a third of the work is saved. Where the two do not agree, everything is decoded.</summary>
public sealed class ScanClip(SandboxedProcess runner)
{
    /// <summary>Most frames in a row that are left out before all are decoded: a cut is found to that many frames.</summary>
    private const int MostLeftOut = 3;

    /// <summary>Clips shorter than this are not halved.</summary>
    private const long LeastToHalveMs = 30_000;

    /// <summary>With fewer frames a second than this each of them counts: a slide may be one frame.</summary>
    private const double LeastRateToLeaveOut = 12;

    /// <summary>Frames that no other refers to are left out, and the loop filter; or only the filter.</summary>
    private static readonly string[] Thin = ["-threads", "1", "-skip_loop_filter", "all", "-skip_frame", "noref"], Every = ["-threads", "2", "-skip_loop_filter", "all"];

    /// <summary>Reports how much is done, 0 to 1. Throws <see cref="DecodeException"/> where no frame can be decoded.</summary>
    public async Task<ClipScan> RunAsync(string file, MediaProbe probe, string scratchFolder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (probe is { Shape: MediaShape.Video, VideoCodec: "h264" or "hevc" } && Rate(probe) is null or >= LeastRateToLeaveOut)
        {
            if (await HalvesAsync(file, probe, scratchFolder, progress, cancellationToken) is { } halves && Describe(halves, leaveOut: true) is { } joined) return joined;
            if (Describe(await ReadAsync(file, probe, scratchFolder, Thin, "whole", [], progress, cancellationToken), leaveOut: true) is { } scan) return scan;
        }

        return Describe(await ReadAsync(file, probe, scratchFolder, Every, "every", [], progress, cancellationToken), leaveOut: false)!;
    }

    /// <summary>Frames a second; null where the container does not tell.</summary>
    private static double? Rate(MediaProbe probe) => probe is { DurationMs: > 0, Frames: > 0 } ? probe.Frames.Value * 1000.0 / probe.DurationMs.Value : null;

    /// <summary>Two decoders of one thread each take less time than one of two threads, and less work. Null where the clip is short or slow, or its halves do not meet.</summary>
    private async Task<ScanPart?> HalvesAsync(string file, MediaProbe probe, string scratchFolder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (probe.DurationMs is not >= LeastToHalveMs || Rate(probe) is not { } rate || Environment.ProcessorCount < 2) return null;
        var middle = probe.DurationMs.Value / 2000.0;
        var shared = progress is null ? null : new HalfProgress(progress);
        var halves = await Task.WhenAll(
            ReadAsync(file, probe, scratchFolder, Thin, "first", ["-t", Seconds(middle + (ScanPart.OverlapFrames / rate))], shared, cancellationToken),
            ReadAsync(file, probe, scratchFolder, Thin, "second", [.. FfmpegArguments.Seek(probe, middle)], shared, cancellationToken));
        return ScanPart.Join(halves[0], halves[1]);
    }

    private async Task<ScanPart> ReadAsync(string file, MediaProbe probe, string scratchFolder, string[] decoder, string name, string[] stretch, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var (detector, track) = (new ShotDetector(), new TrackSampler());
        var expected = Math.Max(1, (probe.Frames ?? 0) / (decoder == Thin ? 2.0 : 1));
        var result = await runner.RunAsync(Command(file, probe, scratchFolder, decoder, name, stretch), (stream, token) => RawFrames.ReadAsync(stream, SmallFrame.Bytes, frame =>
        {
            detector.Add(frame.Span);
            track.Add(detector.Latest);
            if (detector.Count % 256 == 0 && probe.Frames > 0) progress?.Report(Math.Min(1, detector.Count / expected));
        }, token), cancellationToken);
        return new ScanPart(detector, track, Take(Path.Combine(scratchFolder, name + "-frames")), Take(Path.Combine(scratchFolder, name + "-packets")), result.Errors);
    }

    /// <summary>Null where frames were left out and the container does not say which.</summary>
    private static ClipScan? Describe(ScanPart part, bool leaveOut)
    {
        var (frames, packets, decoded) = (part.Frames, part.Packets, part.Decoded);
        if (decoded == 0) return leaveOut ? null : throw NoFrames("No frame could be decoded. ", part.Errors);
        if (leaveOut && packets.MsPerTick != frames.MsPerTick) return null;
        List<long> stamps = leaveOut ? [.. packets.Stamps.Order()] : [.. frames.Stamps.Take(decoded)];
        var numbers = leaveOut ? Numbers(frames, stamps, decoded) : [.. Enumerable.Range(0, decoded)];
        if (numbers is null) return null;
        var place = stamps.Select((stamp, at) => (stamp, at)).DistinctBy(pair => pair.stamp).ToDictionary(pair => pair.stamp, pair => pair.at);
        var keys = packets.Stamps.Where((stamp, at) => packets.Keys[at] && place.ContainsKey(stamp)).Select(stamp => place[stamp]).Order().Distinct().ToList();
        var scan = new ClipScan(stamps, keys, numbers, frames.MsPerTick, Math.Max(frames.Ms(frames.End), leaveOut ? packets.Ms(packets.End) : 0), [], []);
        var times = numbers.ConvertAll(scan.Ms);
        return scan with { Shots = [.. Describe(part.Detector.Shots(times), numbers, scan)], Track = part.Track.At(times) };
    }

    private static SandboxedCommand Command(string file, MediaProbe probe, string scratchFolder, string[] decoder, string name, string[] stretch)
    {
        string[] limit = probe.Shape == MediaShape.Picture ? ["-frames:v", "1"] : [];
        string[] packets = probe.Shape == MediaShape.Picture ? [] : ["-map", $"0:{probe.VideoStream}", "-c:v", "copy", "-copyinkf", "-f", "framecrc", $"{SandboxedCommand.OutputPath}/{name}-packets"];
        return new SandboxedCommand("ffmpeg",
        [
            "-filter_complex_threads", "1", .. decoder, .. FfmpegArguments.Input(probe, stretch), "-an", "-sn", "-dn",
            "-filter_complex", $"[0:{probe.VideoStream}]scale={SmallFrame.Side}:{SmallFrame.Side}:flags=area,format=yuv420p,split[a][b]",
            "-map", "[a]", .. limit, "-fps_mode", "passthrough", "-enc_time_base", "-1", "-flush_packets", "0", "-f", "rawvideo", "pipe:1",
            "-map", "[b]", .. limit, "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "framecrc", $"{SandboxedCommand.OutputPath}/{name}-frames",
            .. packets,
        ], file)
        { OutputFolder = scratchFolder, CpuSeconds = FfmpegArguments.CpuSeconds(probe.DurationMs) };
    }

    /// <summary>The number of each decoded frame among all of the container's; null where it cannot be told.</summary>
    private static List<int>? Numbers(FrameListing frames, List<long> all, int decoded)
    {
        if (all.Count < decoded) return null;
        var numbers = new List<int>(decoded);
        var at = 0;
        for (var frame = 0; frame < decoded; frame++, at++)
        {
            var from = at;
            while (at < all.Count && all[at] < frames.Stamps[frame]) at++;
            if (at >= all.Count || all[at] != frames.Stamps[frame] || at - from > MostLeftOut || (at > 0 && all[at - 1] == all[at])) return null;
            numbers.Add(at);
        }

        return all.Count - at > MostLeftOut ? null : numbers;
    }

    /// <summary>Shots by the numbers of all frames: the frames that were left out before a cut belong to the shot before it. What is shorter than <see cref="ShotDetector.ShortestShotMs"/> stays in the shot before.</summary>
    private static IEnumerable<DetectedShot> Describe(IReadOnlyList<FoundShot> shots, List<int> numbers, ClipScan scan)
    {
        int Number(int frame) => numbers[Math.Min(frame, numbers.Count - 1)];
        for (var at = 0; at < shots.Count;)
        {
            var (first, next) = (at == 0 ? 0 : Number(shots[at].First), at + 1);
            var inner = new List<int>();
            for (; next < shots.Count && scan.Ms(Number(shots[next].First)) - scan.Ms(first) < ShotDetector.ShortestShotMs; next++) inner.Add(Number(shots[next].First));
            var last = next < shots.Count ? Number(shots[next].First) - 1 : scan.Stamps.Count - 1;
            var clearFrom = Math.Clamp(Number(shots[at].ClearFrom), first, last);
            yield return new DetectedShot(first, last, scan.Ms(first), scan.EndOf(last), clearFrom, Math.Clamp(Number(shots[next - 1].ClearTo), clearFrom, last), inner);
            at = next;
        }
    }

    private static FrameListing Take(string listing)
    {
        if (!File.Exists(listing)) return FrameListing.Parse([]);
        var parsed = FrameListing.Parse(File.ReadLines(listing));
        File.Delete(listing);
        return parsed;
    }

    internal static DecodeException NoFrames(string what, string errors) =>
        new(errors.Contains("exceeds specified max pixel count", StringComparison.Ordinal) ? OutcomeReason.TooManyPixels : OutcomeReason.NoFrames, what + errors.Split('\n')[0]);

    private static string Seconds(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A half is as far as twice its share of all frames; both go about as fast.</summary>
    private sealed class HalfProgress(IProgress<double> whole) : IProgress<double>
    {
        public void Report(double value) => whole.Report(Math.Min(1, 2 * value));
    }
}
