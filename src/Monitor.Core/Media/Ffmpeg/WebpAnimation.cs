using System.Globalization;
using System.Text;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Makes an animated WebP readable for ffmpeg, which knows no such thing: libwebp's own tools take it apart in the sandbox, and its pictures become an animated PNG with the same moments.</summary>
public sealed class WebpAnimation(SandboxedProcess runner)
{
    /// <summary>Most pictures, and most pixels of all of them together.</summary>
    private const int MostFrames = 2000;

    private const long MostPixels = 2_000_000_000;

    private const int MaxInfoBytes = 1 << 20;

    /// <summary>The file in <paramref name="folder"/>. Throws <see cref="DecodeException"/>.</summary>
    public async Task<string> UnpackAsync(string file, string folder, CancellationToken cancellationToken)
    {
        var (width, height, frames) = await DescribeAsync(file, cancellationToken);
        var unpacked = Path.Combine(folder, "animation.png");
        await using var stream = new FileStream(unpacked, FileMode.Create, FileAccess.Write);
        var writer = new ApngWriter(stream, width, height, frames.Count);
        foreach (var frame in frames) writer.Add(frame, await DecodeAsync(file, frame, folder, cancellationToken));
        writer.End();
        return unpacked;
    }

    private async Task<(int Width, int Height, IReadOnlyList<AnimationFrame> Frames)> DescribeAsync(string file, CancellationToken cancellationToken)
    {
        var text = "";
        var command = new SandboxedCommand("webpmux", ["-info", SandboxedCommand.InputPath], file);
        await runner.RunAsync(command, async (stream, token) => text = Encoding.UTF8.GetString(await BoundedOutput.ReadAsync(stream, MaxInfoBytes, "webpmux described more than 1 MB.", token)), cancellationToken);
        var (width, height, frames) = WebpInfo.Parse(text);
        if (frames.Count == 0) throw new DecodeException(OutcomeReason.DecodeFailed, "The animated WebP cannot be taken apart: it is damaged.");
        if ((long)width * height > FfmpegArguments.MaxPixels) throw new DecodeException(OutcomeReason.TooManyPixels, $"A frame of {width} × {height} pixels is not decoded; {FfmpegArguments.MaxPixels} pixels are the limit.");
        if (frames.Count > MostFrames || frames.Sum(frame => (long)frame.Width * frame.Height) > MostPixels)
            throw new DecodeException(OutcomeReason.DecodeLimit, $"The animated WebP has {frames.Count} pictures; {MostFrames} with {MostPixels} pixels together are the limit.");
        return (width, height, frames);
    }

    /// <summary>Red, green, blue and alpha of one picture.</summary>
    private async Task<byte[]> DecodeAsync(string file, AnimationFrame frame, string folder, CancellationToken cancellationToken)
    {
        var (one, pixels) = (Path.Combine(folder, "frame.webp"), Path.Combine(folder, "frame.pam"));
        try
        {
            await runner.RunAsync(new SandboxedCommand("webpmux", ["-get", "frame", frame.Number.ToString(CultureInfo.InvariantCulture), SandboxedCommand.InputPath, "-o", SandboxedCommand.OutputPath + "/frame.webp"], file) { OutputFolder = folder }, null, cancellationToken);
            if (File.Exists(one)) await runner.RunAsync(new SandboxedCommand("dwebp", [SandboxedCommand.InputPath, "-pam", "-o", SandboxedCommand.OutputPath + "/frame.pam"], one) { OutputFolder = folder }, null, cancellationToken);
            var bytes = frame.Width * frame.Height * 4;
            // A header of text stands before the pixels.
            if (File.Exists(pixels) && new FileInfo(pixels).Length is var length && length > bytes && length < bytes + 200) return (await File.ReadAllBytesAsync(pixels, cancellationToken))[^bytes..];
            throw new DecodeException(OutcomeReason.DecodeFailed, $"Picture {frame.Number} of the animated WebP cannot be decoded.");
        }
        finally
        {
            File.Delete(one);
            File.Delete(pixels);
        }
    }
}
