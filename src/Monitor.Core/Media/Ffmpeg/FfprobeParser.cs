using System.Globalization;
using System.Text.Json;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Reads ffprobe's JSON: pure.</summary>
public static class FfprobeParser
{
    /// <summary>Throws <see cref="DecodeException"/> where the bytes hold no picture and no sound, or too many pixels.</summary>
    public static MediaProbe Parse(string json, MediaFormat format)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (!root.TryGetProperty("format", out var container)) throw new DecodeException(OutcomeReason.DecodeFailed, "ffprobe found no container.");
        var streams = List(root, "streams");
        var video = ProbedStreams.Shown(streams);
        var audio = ProbedStreams.Played(streams);
        if (video is null && audio is null) throw new DecodeException(OutcomeReason.DecodeFailed, "The file holds neither picture nor sound that can be decoded.");
        if (video is { Pixels: > FfmpegArguments.MaxPixels })
            throw new DecodeException(OutcomeReason.TooManyPixels, $"A frame of {video.Width} × {video.Height} pixels is not decoded; {FfmpegArguments.MaxPixels} pixels are the limit.");
        var isPicture = video is not null && (format.IsPicture || (format.IsSingle && video.Packets == 1));
        return new MediaProbe(
            video is null ? MediaShape.Audio : isPicture ? MediaShape.Picture : MediaShape.Video, Text(container, "format_name") ?? "", video?.Codec, audio?.Codec, video?.Width, video?.Height,
            video is null ? 0 : Rotation(video.Element) ?? List(root, "frames").Select(Rotation).FirstOrDefault(turned => turned is not null) ?? 0,
            isPicture ? null : Milliseconds(container, "duration") ?? (video is null ? null : Milliseconds(video.Element, "duration")), isPicture ? 1 : video?.Packets, format)
        {
            VideoStream = video?.Index ?? 0,
            AudioStream = audio?.Index,
        };
    }

    /// <summary>ffprobe counts rotation against the clock; a viewer turns with it.</summary>
    private static int? Rotation(JsonElement described)
    {
        if (!described.TryGetProperty("side_data_list", out var list)) return null;
        foreach (var data in list.EnumerateArray())
            if (data.TryGetProperty("rotation", out var rotation) && rotation.TryGetDouble(out var degrees) && Math.Abs(degrees) <= 360)
                return ((((int)Math.Round(-degrees / 90) * 90) % 360) + 360) % 360;
        return null;
    }

    private static List<JsonElement> List(JsonElement root, string name) => root.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Milliseconds(JsonElement element, string name) =>
        double.TryParse(Text(element, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e9 ? (long)Math.Round(seconds * 1000) : null;
}
