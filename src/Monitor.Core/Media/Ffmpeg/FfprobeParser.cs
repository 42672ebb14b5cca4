using System.Globalization;
using System.Text.Json;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Reads ffprobe's JSON: pure.</summary>
public static class FfprobeParser
{
    /// <summary>Throws <see cref="DecodeException"/> where the bytes hold no picture and no sound, or too many pixels.</summary>
    public static MediaProbe Parse(string json, string formats)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (!root.TryGetProperty("format", out var format)) throw new DecodeException(OutcomeReason.DecodeFailed, "ffprobe found no container.");
        var streams = root.TryGetProperty("streams", out var list) ? list.EnumerateArray().ToList() : [];
        var video = streams.FirstOrDefault(stream => Text(stream, "codec_type") == "video" && !IsCover(stream));
        var audio = streams.FirstOrDefault(stream => Text(stream, "codec_type") == "audio");
        var hasVideo = video.ValueKind == JsonValueKind.Object && Text(video, "codec_name") is not null;
        if (!hasVideo && audio.ValueKind != JsonValueKind.Object) throw new DecodeException(OutcomeReason.DecodeFailed, "The file holds neither picture nor sound that can be decoded.");
        int? width = hasVideo ? (int?)Number(video, "width") : null, height = hasVideo ? (int?)Number(video, "height") : null;
        if ((long)(width ?? 0) * (height ?? 0) > FfmpegArguments.MaxPixels)
            throw new DecodeException(OutcomeReason.TooManyPixels, $"A frame of {width} × {height} pixels is not decoded; {FfmpegArguments.MaxPixels} pixels are the limit.");
        var isPicture = formats == FfmpegArguments.PictureFormats;
        return new MediaProbe(
            hasVideo ? isPicture ? MediaShape.Picture : MediaShape.Video : MediaShape.Audio, Text(format, "format_name") ?? "",
            hasVideo ? Text(video, "codec_name") : null, audio.ValueKind == JsonValueKind.Object ? Text(audio, "codec_name") : null, width, height,
            hasVideo ? Rotation(video) : 0, isPicture ? null : Milliseconds(format, "duration") ?? (hasVideo ? Milliseconds(video, "duration") : null),
            hasVideo ? Number(video, "nb_read_packets") : null, formats);
    }

    /// <summary>ffprobe counts rotation against the clock; a viewer turns with it.</summary>
    private static int Rotation(JsonElement video)
    {
        if (!video.TryGetProperty("side_data_list", out var list)) return 0;
        foreach (var data in list.EnumerateArray())
            if (data.TryGetProperty("rotation", out var rotation) && rotation.TryGetDouble(out var degrees) && Math.Abs(degrees) <= 360)
                return ((((int)Math.Round(-degrees / 90) * 90) % 360) + 360) % 360;
        return 0;
    }

    private static bool IsCover(JsonElement stream) =>
        stream.TryGetProperty("disposition", out var disposition) && disposition.TryGetProperty("attached_pic", out var cover) && cover.GetInt32() == 1;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return value.GetInt64();
        return long.TryParse(value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static long? Milliseconds(JsonElement element, string name) =>
        double.TryParse(Text(element, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e9 ? (long)Math.Round(seconds * 1000) : null;
}
