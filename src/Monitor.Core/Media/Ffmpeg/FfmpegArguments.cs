using System.Globalization;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>The arguments that every run of ffmpeg or ffprobe on foreign bytes begins with.</summary>
public static class FfmpegArguments
{
    /// <summary>Most pixels of a frame: 40 million.</summary>
    public const long MaxPixels = 40_000_000;

    /// <summary>Most frames of a clip that is decoded: 1.5 million, about 16 hours at 25 frames a second.</summary>
    public const long MaxFrames = 1_500_000;

    /// <summary>Arguments of ffmpeg up to and with its input; times are the container's own.</summary>
    public static IEnumerable<string> Input(MediaFormat format) => [.. Common, .. Guard(format), "-i", SandboxedCommand.InputPath];

    /// <summary>Arguments of ffmpeg up to and with a medium that was probed; times are the clip's own, as a player shows them.</summary>
    /// <param name="probe">What the medium is.</param>
    /// <param name="seek">Where to begin, from <see cref="Seek"/>; nothing for the beginning.</param>
    public static IEnumerable<string> Input(MediaProbe probe, params IEnumerable<string> seek) =>
        [.. Common, .. probe.CountsFromStart ? ["-start_at_zero"] : (string[])[], .. seek, .. Guard(probe.Format), "-i", SandboxedCommand.InputPath];

    /// <summary>Begins at the frame at or before a time of the clip, from which a decoder can begin.</summary>
    /// <param name="probe">What the medium is.</param>
    /// <param name="seconds">Time of the clip in seconds.</param>
    public static IEnumerable<string> Seek(MediaProbe probe, double seconds)
    {
        string[] seek = ["-noaccurate_seek", "-ss", seconds.ToString("0.######", CultureInfo.InvariantCulture)];
        // ffmpeg adds the container's start by itself, unless it is told that the time is the container's.
        return probe.CountsFromStart ? seek : ["-seek_timestamp", "1", .. seek];
    }

    /// <summary>Arguments of ffprobe, for a JSON description with counted packets. Of a picture its frame is described too: how it is turned stands there.</summary>
    public static IEnumerable<string> Probe(MediaFormat format) =>
        ["-hide_banner", "-v", "error", .. Guard(format), "-show_format", "-show_streams", "-count_packets", .. format.IsPicture ? ["-show_frames", "-read_intervals", "%+#1"] : (string[])[], "-of", "json", SandboxedCommand.InputPath];

    /// <summary>60 CPU seconds per minute of video, at least 60.</summary>
    public static int CpuSeconds(long? durationMs) => (int)Math.Clamp((durationMs ?? 0) / 1000, 60, 8 * 3600);

    private static IEnumerable<string> Common => ["-nostdin", "-hide_banner", "-v", "error", "-y", "-copyts"];

    private static IEnumerable<string> Guard(MediaFormat format) =>
    [
        "-protocol_whitelist", "file", "-format_whitelist", format.Demuxers, "-max_pixels", MaxPixels.ToString(CultureInfo.InvariantCulture), "-max_streams", "16",
        .. format.IsSingle ? ["-f", format.Demuxers] : (string[])[],
    ];
}
