using System.Text;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Asks ffprobe, in the sandbox, what a file is.</summary>
public sealed class MediaProber(SandboxedProcess runner)
{
    private const int MaxJsonBytes = 1 << 20;

    private readonly WebpAnimation webp = new(runner);

    /// <summary>What a file is. Throws <see cref="DecodeException"/> with the reason where it is nothing that is decoded.</summary>
    public async Task<MediaProbe> ProbeAsync(string file, CancellationToken cancellationToken)
    {
        using var scratch = runner.MakeScratch();
        return (await OpenAsync(file, scratch.Path, cancellationToken)).Probe;
    }

    /// <summary>What a file is, and what the decoders are to read of it: <paramref name="scratchFolder"/> holds it where that is not the file. Throws <see cref="DecodeException"/>.</summary>
    public async Task<OpenedMedia> OpenAsync(string file, string scratchFolder, CancellationToken cancellationToken)
    {
        var format = await FormatAsync(file, cancellationToken);
        if (format != MediaFormat.AnimatedWebP) return new OpenedMedia(file, await DescribeAsync(file, format, cancellationToken));
        var unpacked = await webp.UnpackAsync(file, scratchFolder, cancellationToken);
        return new OpenedMedia(unpacked, await DescribeAsync(unpacked, MediaFormat.Apng, cancellationToken) with { Container = "webp", VideoCodec = "webp" });
    }

    private async Task<MediaProbe> DescribeAsync(string file, MediaFormat format, CancellationToken cancellationToken)
    {
        var json = "";
        var command = new SandboxedCommand("ffprobe", [.. FfmpegArguments.Probe(format)], file);
        var result = await runner.RunAsync(command, async (stream, token) => json = Encoding.UTF8.GetString(await BoundedOutput.ReadAsync(stream, MaxJsonBytes, "ffprobe described more than 1 MB.", token)), cancellationToken);
        if (!result.Succeeded && !json.Contains("\"format_name\"", StringComparison.Ordinal)) throw Refuse(result);
        return FfprobeParser.Parse(json, format);
    }

    private static async Task<MediaFormat> FormatAsync(string file, CancellationToken cancellationToken)
    {
        var head = new byte[MediaFormat.HeadBytes];
        await using var stream = File.OpenRead(file);
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (length == 0) throw new DecodeException(OutcomeReason.EmptyFile, "The file is empty.");
        return MediaFormat.Of(head.AsSpan(0, length)) ?? throw NotAllowed();
    }

    private static DecodeException NotAllowed() =>
        new(OutcomeReason.FormatNotAllowed, "The file is of a kind that is not opened: a playlist or another text, or a format that is no video.");

    private static DecodeException Refuse(SandboxedResult result) => result.Errors switch
    {
        var text when text.Contains("not on whitelist", StringComparison.OrdinalIgnoreCase) || text.Contains("whitelist", StringComparison.OrdinalIgnoreCase) =>
            NotAllowed(),
        var text when text.Contains("max_pixels", StringComparison.Ordinal) || text.Contains("picture size", StringComparison.OrdinalIgnoreCase) =>
            new DecodeException(OutcomeReason.TooManyPixels, "A frame has more pixels than are decoded."),
        _ => new DecodeException(OutcomeReason.DecodeFailed, "The file is no video, picture or recording that can be opened, or it is damaged."),
    };
}
