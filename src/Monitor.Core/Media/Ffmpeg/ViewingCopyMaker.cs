using Monitor.Core.Pipelines;
using Xabe.FFmpeg;

namespace Monitor.Core.Media.Ffmpeg;

/// <summary>Makes the form of a clip that a browser may get: H.264/AAC mp4 of at most 480 lines, or a JPEG, written in the sandbox.</summary>
public sealed class ViewingCopyMaker(SandboxedProcess runner)
{
    private const string Fit = "scale='trunc(min(854,iw*clip(sar,0.25,4)*min(1,480/ih))/2)*2':'max(2,trunc(min(480,ih)/2)*2)',setsar=1";

    /// <summary>The copy's file in <paramref name="outputFolder"/>, and the command that made it.</summary>
    public async Task<(string File, string Command)> MakeAsync(string file, MediaProbe probe, string outputFolder, CancellationToken cancellationToken)
    {
        var name = probe.Shape == MediaShape.Picture ? "copy.jpg" : "copy.mp4";
        var command = new SandboxedCommand("ffmpeg", [.. FfmpegArguments.Input(probe), .. Output(probe), SandboxedCommand.OutputPath + "/" + name], file)
        {
            OutputFolder = outputFolder,
            CpuSeconds = 4 * FfmpegArguments.CpuSeconds(probe.DurationMs),
        };
        var result = await runner.RunAsync(command, null, cancellationToken);
        var copy = Path.Combine(outputFolder, name);
        if (!File.Exists(copy) || new FileInfo(copy).Length == 0)
            throw new DecodeException(OutcomeReason.DecodeFailed, "No viewing copy could be made. " + result.Errors.Split('\n')[0]);
        return (copy, command.Text);
    }

    /// <summary>
    /// Composed by Xabe.FFmpeg, which never sees a path and never runs a process; no value holds a space. One encoding thread:
    /// with two, x264's look-ahead gives other bytes in some runs on a busy machine, and a copy must be made again the same.
    /// </summary>
    private static string[] Output(MediaProbe probe)
    {
        var conversion = Xabe.FFmpeg.FFmpeg.Conversions.New().UseMultiThread(1);
        conversion = probe.Shape switch
        {
            MediaShape.Picture => conversion.AddParameter($"-map 0:{probe.VideoStream} -frames:v 1 -vf {Fit} -q:v 4 -f mjpeg"),
            MediaShape.Audio => conversion.AddParameter($"-map 0:{probe.AudioStream} -c:a aac -b:a 96k -ac 2 -movflags +faststart -f mp4"),
            _ => conversion.SetPreset(ConversionPreset.VeryFast).SetPixelFormat(PixelFormat.yuv420p)
                .AddParameter($"-map 0:{probe.VideoStream}{(probe.AudioStream is { } sound ? $" -map 0:{sound}" : "")} -vf {Fit} -c:v libx264 -crf 26 -c:a aac -b:a 96k -ac 2 -movflags +faststart -f mp4"),
        };
        return conversion.AddParameter("-sn -dn -map_metadata -1").Build().Replace(" -n ", " ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
