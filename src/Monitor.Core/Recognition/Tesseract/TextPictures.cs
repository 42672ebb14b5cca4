using System.Globalization;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Prepares a still for the recogniser, in two ways: captions are bright on something, and stay while the picture behind them moves.
/// So what is bright for over a second is kept (the darkest value of each pixel, inverted), made 1,080 lines high, and given more contrast.</summary>
public sealed class TextPictures(SandboxedProcess runner)
{
    /// <summary>Height of the prepared pictures in pixels.</summary>
    public const int Height = 1080;

    /// <summary>Half the time over which a pixel has to stay bright, in milliseconds.</summary>
    private const long HalfWindowMs = 600;

    private const string Contrast = "lutyuv=y='clip((val-50)*3,0,255)'";

    // The darkest of red, green and blue: white stays, every colour goes.
    private const string DarkestColour = "format=gbrp,extractplanes=r+g+b[r][g][b];[r][g]blend=all_mode=darken[rg];[rg][b]blend=all_mode=darken";

    /// <summary>Files in <paramref name="folder"/>: by brightness, which coloured captions need, and by the darkest colour, which coloured backgrounds need.</summary>
    public async Task<(string ByBrightness, string ByColour)> PrepareAsync(StillToRead still, string folder, CancellationToken cancellationToken)
    {
        if (still.Clip is { } clip && await RunAsync(clip.File, Clip(still, clip.Probe), $"[0:{clip.Probe.VideoStream}]{Window(still)}", folder, cancellationToken) is { } overTime) return overTime;
        // A picture, or a clip whose frames cannot be found again by their time.
        return await RunAsync(still.PictureFile, FfmpegArguments.Input(MediaFormat.Jpeg), "[0:0]null", folder, cancellationToken)
            ?? throw new DecodeException(OutcomeReason.DecodeFailed, "The still cannot be read.");
    }

    private async Task<(string, string)?> RunAsync(string file, IEnumerable<string> input, string window, string folder, CancellationToken cancellationToken)
    {
        var (brightness, colour) = (Path.Combine(folder, "brightness.pgm"), Path.Combine(folder, "colour.pgm"));
        string[] Grey(string label, string name) => ["-map", label, "-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "image2", "-update", "1", $"{SandboxedCommand.OutputPath}/{name}"];
        var graph = $"{window},split[y][c];[y]format=gray,negate,lagfun=decay=1,{Tall},{Contrast}[brightness];[c]{Tall},{DarkestColour},negate,lagfun=decay=1,{Contrast}[colour]";
        var command = new SandboxedCommand("ffmpeg", [.. input, "-an", "-sn", "-dn", "-filter_complex", graph, .. Grey("[brightness]", "brightness.pgm"), .. Grey("[colour]", "colour.pgm")], file) { OutputFolder = folder };
        await runner.RunAsync(command, null, cancellationToken);
        return File.Exists(brightness) && File.Exists(colour) ? (brightness, colour) : null;
    }

    private static string Tall => $"scale=-2:{Height}:flags=lanczos";

    /// <summary>Begins near the window where the container lets it, and decodes nothing after it.</summary>
    private static IEnumerable<string> Clip(StillToRead still, MediaProbe probe) => FfmpegArguments.Input(probe, FfmpegArguments.Seek(probe, Start(still) / 1000.0));

    private static string Window(StillToRead still) => $"trim=start={Seconds(Start(still))}:end={Seconds(Math.Min(still.ToMs, still.TimeMs + HalfWindowMs))},fps=8,setsar=1";

    private static long Start(StillToRead still) => Math.Max(still.FromMs, still.TimeMs - HalfWindowMs);

    private static string Seconds(long milliseconds) => (milliseconds / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);
}
