using System.Text;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Asks ffprobe, in the sandbox, what a file is.</summary>
public sealed class MediaProber(SandboxedProcess runner)
{
    private const int MaxJsonBytes = 1 << 20;

    /// <summary>Throws <see cref="DecodeException"/> with the reason where the file is nothing that is decoded.</summary>
    public async Task<MediaProbe> ProbeAsync(string file, CancellationToken cancellationToken)
    {
        var formats = await FormatsAsync(file, cancellationToken);
        var json = "";
        var command = new SandboxedCommand("ffprobe", [.. FfmpegArguments.Probe(formats)], file);
        var result = await runner.RunAsync(command, async (stream, token) => json = Encoding.UTF8.GetString(await BoundedOutput.ReadAsync(stream, MaxJsonBytes, "ffprobe described more than 1 MB.", token)), cancellationToken);
        if (!result.Succeeded && !json.Contains("\"format_name\"", StringComparison.Ordinal)) throw Refuse(result);
        return FfprobeParser.Parse(json, formats);
    }

    /// <summary>The whitelist by the first bytes: the name and the server's word are not asked.</summary>
    private static async Task<string> FormatsAsync(string file, CancellationToken cancellationToken)
    {
        var head = new byte[64];
        await using var stream = File.OpenRead(file);
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (length == 0) throw new DecodeException(OutcomeReason.EmptyFile, "The file is empty.");
        return head.AsSpan(0, length) switch
        {
            [0xFF, 0xD8, 0xFF, ..] or [0x89, 0x50, 0x4E, 0x47, ..] or [0x47, 0x49, 0x46, 0x38, ..] => FfmpegArguments.PictureFormats,
            [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => FfmpegArguments.PictureFormats,
            [0x49, 0x44, 0x33, ..] or [0xFF, 0xFB or 0xF3 or 0xF2 or 0xFA, ..] => FfmpegArguments.AudioFormats,
            _ => FfmpegArguments.VideoFormats,
        };
    }

    private static DecodeException Refuse(SandboxedResult result) => result.Errors switch
    {
        var text when text.Contains("not on whitelist", StringComparison.OrdinalIgnoreCase) || text.Contains("whitelist", StringComparison.OrdinalIgnoreCase) =>
            new DecodeException(OutcomeReason.FormatNotAllowed, "The file is of a kind that is not opened: a playlist, or a format that is no video."),
        var text when text.Contains("max_pixels", StringComparison.Ordinal) || text.Contains("picture size", StringComparison.OrdinalIgnoreCase) =>
            new DecodeException(OutcomeReason.TooManyPixels, "A frame has more pixels than are decoded."),
        _ => new DecodeException(OutcomeReason.DecodeFailed, "The file is no video, picture or recording that can be opened, or it is damaged."),
    };
}
