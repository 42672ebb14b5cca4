using System.Globalization;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;

namespace Monitor.Core.Recognition.Film;

/// <summary>Looks at a film several times a second, in the sandbox, in shades of grey.</summary>
public sealed class FilmLooks(SandboxedProcess runner)
{
    /// <summary>Looks a second: what stands for half a second is seen at least twice.</summary>
    public const int Rate = 5;

    /// <summary>Longer sides are made this long, in pixels.</summary>
    private const int MostPixels = 1280;

    /// <summary>With fewer frames a second than this none is left out.</summary>
    private const double LeastRateToLeaveOut = 12;

    /// <summary>Width and height of the looks at a film, even numbers.</summary>
    public static (int Width, int Height) SizeOf(MediaProbe probe)
    {
        var (width, height) = probe.Rotation is 90 or 270 ? (probe.Height ?? 0, probe.Width ?? 0) : (probe.Width ?? 0, probe.Height ?? 0);
        var scale = Math.Min(1, MostPixels / (double)Math.Max(1, Math.Max(width, height)));
        return (Math.Max(2, (int)(width * scale) / 2 * 2), Math.Max(2, (int)(height * scale) / 2 * 2));
    }

    /// <summary>Gives the pixels of each look to <paramref name="take"/>. Returns when each was shown, in milliseconds of the clip. Throws <see cref="DecodeException"/>.</summary>
    public async Task<IReadOnlyList<long>> RunAsync(OpenedMedia clip, string scratchFolder, Action<ReadOnlyMemory<byte>> take, CancellationToken cancellationToken)
    {
        var (width, height) = SizeOf(clip.Probe);
        var times = Path.Combine(scratchFolder, "looks");
        await runner.RunAsync(Command(clip, width, height, scratchFolder), (stream, token) => RawFrames.ReadAsync(stream, width * height, take, token), cancellationToken);
        if (!File.Exists(times)) return [];
        var listing = FrameListing.Parse(File.ReadLines(times));
        File.Delete(times);
        return [.. listing.Stamps.Select(listing.Ms)];
    }

    private static SandboxedCommand Command(OpenedMedia clip, int width, int height, string scratchFolder)
    {
        var probe = clip.Probe;
        var rate = probe is { DurationMs: > 0, Frames: > 0 } ? probe.Frames.Value * 1000.0 / probe.DurationMs.Value : (double?)null;
        string[] thin = probe.VideoCodec is "h264" or "hevc" && rate is null or >= LeastRateToLeaveOut ? ["-skip_frame", "noref"] : [];
        return new SandboxedCommand("ffmpeg",
        [
            "-threads", "1", "-filter_complex_threads", "1", .. thin, .. FfmpegArguments.Input(probe), "-an", "-sn", "-dn",
            "-filter_complex", string.Create(CultureInfo.InvariantCulture, $"[0:{probe.VideoStream}]fps={Rate}:eof_action=pass,scale={width}:{height}:flags=area,format=gray,split[a][b];[b]scale=8:8:flags=neighbor[c]"),
            "-map", "[a]", "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1",
            "-map", "[c]", "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "framecrc", $"{SandboxedCommand.OutputPath}/looks",
        ], clip.File)
        { OutputFolder = scratchFolder, CpuSeconds = FfmpegArguments.CpuSeconds(probe.DurationMs) };
    }
}
