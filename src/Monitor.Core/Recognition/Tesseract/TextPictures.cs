using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Prepares a picture for the recogniser, in two ways: made 1,080 lines high, inverted, with more contrast.</summary>
public sealed class TextPictures(SandboxedProcess runner)
{
    /// <summary>Height of the prepared pictures in pixels.</summary>
    public const int Height = 1080;

    private const string Contrast = "lutyuv=y='clip((val-50)*3,0,255)'";

    // The darkest of red, green and blue: white stays, every colour goes.
    private const string DarkestColour = "format=gbrp,extractplanes=r+g+b[r][g][b];[r][g]blend=all_mode=darken[rg];[rg][b]blend=all_mode=darken";

    /// <summary>Files in <paramref name="folder"/>: by brightness, which coloured captions need, and by the darkest colour, which coloured backgrounds need.</summary>
    public async Task<(string ByBrightness, string ByColour)> PrepareAsync(string picture, string folder, CancellationToken cancellationToken)
    {
        var (brightness, colour) = (Path.Combine(folder, "brightness.pgm"), Path.Combine(folder, "colour.pgm"));
        string[] Grey(string label, string name) => ["-map", label, "-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "image2", "-update", "1", $"{SandboxedCommand.OutputPath}/{name}"];
        var graph = $"[0:0]split[y][c];[y]format=gray,negate,{Tall},{Contrast}[brightness];[c]{Tall},{DarkestColour},negate,{Contrast}[colour]";
        var command = new SandboxedCommand("ffmpeg", [.. FfmpegArguments.Input(MediaFormat.Jpeg), "-an", "-sn", "-dn", "-filter_complex", graph, .. Grey("[brightness]", "brightness.pgm"), .. Grey("[colour]", "colour.pgm")], picture) { OutputFolder = folder };
        await runner.RunAsync(command, null, cancellationToken);
        return File.Exists(brightness) && File.Exists(colour) ? (brightness, colour) : throw new DecodeException(OutcomeReason.DecodeFailed, "The picture cannot be read.");
    }

    private static string Tall => $"scale=-2:{Height}:flags=lanczos";
}
