using System.Reflection;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Decodes a real clip in the sandbox: at start, and again whenever somebody looks at the health page.</summary>
public sealed class SandboxProbe(SandboxedProcess runner)
{
    /// <summary>Null where decoding works; otherwise why not.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        using var scratch = runner.MakeScratch();
        var clip = Path.Combine(scratch.Path, "clip");
        await using (var source = Assembly.GetExecutingAssembly().GetManifestResourceStream("probe-clip.mp4")!)
        await using (var target = File.Create(clip))
            await source.CopyToAsync(target, cancellationToken);
        long bytes = 0;
        try
        {
            var command = new SandboxedCommand("ffmpeg", [.. FfmpegArguments.Input(MediaFormat.Video), "-vf", "scale=16:16,format=gray", "-f", "rawvideo", "pipe:1"], clip);
            var result = await runner.RunAsync(command, async (stream, token) => bytes = await CountAsync(stream, token), cancellationToken);
            return result.Succeeded && bytes == 5 * 16 * 16 ? null : $"ffmpeg did not decode the test clip (exit {result.ExitCode}, {bytes} bytes): {result.Errors}";
        }
        catch (DecodeException fault)
        {
            return fault.Message;
        }
    }

    private static async Task<long> CountAsync(Stream stream, CancellationToken cancellationToken)
    {
        long total = 0;
        var buffer = new byte[4096];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;) total += read;
        return total;
    }
}
