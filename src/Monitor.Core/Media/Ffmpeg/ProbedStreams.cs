using System.Globalization;
using System.Text.Json;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Which of a container's streams a player shows and plays: a cover, thumbnails or a preview may come first and hide the clip. Pure.</summary>
internal static class ProbedStreams
{
    private static readonly string[] Beside = ["attached_pic", "timed_thumbnails", "still_image"];

    /// <summary>The video stream that is shown: one that moves before one that does not, the default one before others, then the one with the most to see. Null where there is none.</summary>
    public static ProbedStream? Shown(IEnumerable<JsonElement> streams) => Of(streams, "video")
        .Where(stream => !Array.Exists(Beside, stream.Is))
        .OrderByDescending(stream => stream.Packets > 1).ThenByDescending(stream => stream.Packets > 0).ThenByDescending(stream => stream.IsDefault)
        .ThenByDescending(stream => stream.Pixels * (stream.Packets ?? 1)).ThenBy(stream => stream.Index).FirstOrDefault();

    /// <summary>The sound that is played: the default one, or the first. Null where there is none.</summary>
    public static ProbedStream? Played(IEnumerable<JsonElement> streams) =>
        Of(streams, "audio").OrderByDescending(stream => stream.IsDefault).ThenBy(stream => stream.Index).FirstOrDefault();

    private static IEnumerable<ProbedStream> Of(IEnumerable<JsonElement> streams, string type) => streams
        .Where(stream => stream.TryGetProperty("codec_type", out var said) && said.ValueEquals(type) && stream.TryGetProperty("codec_name", out _))
        .Select(stream => new ProbedStream(stream));
}

/// <summary>A stream as ffprobe describes it.</summary>
internal sealed record ProbedStream(JsonElement Element)
{
    public int Index => (int)(Number("index") ?? 0);

    public string? Codec => Element.GetProperty("codec_name").GetString();

    public int? Width => (int?)Number("width");

    public int? Height => (int?)Number("height");

    public long Pixels => (long)(Width ?? 0) * (Height ?? 0);

    /// <summary>Packets that were counted.</summary>
    public long? Packets => Number("nb_read_packets");

    public bool IsDefault => Is("default");

    public bool Is(string disposition) => Element.TryGetProperty("disposition", out var all) && all.TryGetProperty(disposition, out var set) && set.GetInt32() == 1;

    private long? Number(string name)
    {
        if (!Element.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return value.GetInt64();
        return long.TryParse(value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
