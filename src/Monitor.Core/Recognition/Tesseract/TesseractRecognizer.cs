using Microsoft.Extensions.Options;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Reads text with Tesseract, in the sandbox.</summary>
public sealed class TesseractRecognizer(SandboxedProcess runner, IOptions<MediaOptions> options) : ITextRecognizer
{
    private const int PreparedHeight = 1080;

    public async Task<IReadOnlyList<RecognizedLine>> RecognizeAsync(string pictureFile, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(options.Value.ScratchFolder);
        var prepared = await PrepareAsync(pictureFile, scratch.Path, cancellationToken);
        var tsv = "";
        var command = new SandboxedCommand("tesseract", [SandboxedCommand.InputPath, "stdout", "-l", options.Value.RecognitionLanguages, "--oem", "1", "--psm", "6", "-c", "tessedit_create_tsv=1"], prepared);
        var result = await runner.RunAsync(command, async (stream, token) => tsv = await new StreamReader(stream).ReadToEndAsync(token), cancellationToken);
        if (!result.Succeeded) throw new DecodeException(OutcomeReason.DecodeFailed, "Tesseract failed: " + result.Errors.Split('\n')[0]);
        var height = JpegHeight.Read(await File.ReadAllBytesAsync(pictureFile, cancellationToken));
        return TsvParser.Parse(tsv, height is { } pixels ? pixels / (double)PreparedHeight : 1);
    }

    /// <summary>Captions are mostly bright on dark: grey, inverted, 1,080 lines high, and with more contrast, they read best.</summary>
    private async Task<string> PrepareAsync(string pictureFile, string folder, CancellationToken cancellationToken)
    {
        var filter = $"format=gray,negate,scale=-2:{PreparedHeight}:flags=lanczos,lutyuv=y='clip((val-50)*3,0,255)'";
        var command = new SandboxedCommand("ffmpeg", [.. FfmpegArguments.Input(FfmpegArguments.PictureFormats), "-frames:v", "1", "-vf", filter, "-pix_fmt", "gray", "-f", "image2", SandboxedCommand.OutputPath + "/text.pgm"], pictureFile) { OutputFolder = folder };
        var result = await runner.RunAsync(command, null, cancellationToken);
        var prepared = Path.Combine(folder, "text.pgm");
        return result.Succeeded && File.Exists(prepared) ? prepared : throw new DecodeException(OutcomeReason.DecodeFailed, "The still cannot be read: " + result.Errors.Split('\n')[0]);
    }
}
