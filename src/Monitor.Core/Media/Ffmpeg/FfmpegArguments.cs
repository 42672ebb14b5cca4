using System.Globalization;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>The arguments that every run of ffmpeg or ffprobe on foreign bytes begins with.</summary>
public static class FfmpegArguments
{
    /// <summary>Containers that may hold a clip. The protocol whitelist alone does not stop a playlist from reading other files; this list does.</summary>
    public const string VideoFormats = "mov,mp4,matroska,webm,avi,mpegts,flv,mpeg,ogg,asf,gif";

    public const string PictureFormats = "image2,jpeg_pipe,png_pipe,webp_pipe,gif";

    public const string AudioFormats = "ogg,mp3,mov";

    /// <summary>Most pixels of a frame: 40 million.</summary>
    public const long MaxPixels = 40_000_000;

    /// <summary>Most frames of a clip that is decoded: 1.5 million, about 16 hours at 25 frames a second.</summary>
    public const long MaxFrames = 1_500_000;

    /// <summary>Arguments of ffmpeg up to and with its input.</summary>
    public static IEnumerable<string> Input(string formats) => ["-nostdin", "-hide_banner", "-v", "error", "-y", "-copyts", .. Guard(formats), "-i", SandboxedCommand.InputPath];

    /// <summary>Arguments of ffprobe, for a JSON description with counted packets.</summary>
    public static IEnumerable<string> Probe(string formats) =>
        ["-hide_banner", "-v", "error", .. Guard(formats), "-show_format", "-show_streams", "-count_packets", "-of", "json", SandboxedCommand.InputPath];

    /// <summary>60 CPU seconds per minute of video, at least 60.</summary>
    public static int CpuSeconds(long? durationMs) => (int)Math.Clamp((durationMs ?? 0) / 1000, 60, 8 * 3600);

    private static IEnumerable<string> Guard(string formats)
    {
        string[] common = ["-protocol_whitelist", "file", "-format_whitelist", formats, "-max_pixels", MaxPixels.ToString(CultureInfo.InvariantCulture), "-max_streams", "16"];
        // The picture demuxer would read a name with % as a pattern.
        return formats == PictureFormats ? common.Concat(["-f", "image2", "-pattern_type", "none"]) : common;
    }
}
