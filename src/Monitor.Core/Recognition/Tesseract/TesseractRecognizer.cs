using System.Text;
using Microsoft.Extensions.Options;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Reads text with Tesseract, in the sandbox: two readings of two prepared pictures, merged.</summary>
public sealed class TesseractRecognizer(SandboxedProcess runner, TextPictures pictures, IOptions<MediaOptions> options) : ITextRecognizer
{
    // Tesseract's page segmentation modes: one block of text; fully automatic.
    // A page full of the smallest letters gives a few hundred KB.
    private const int MostBytes = 4 << 20;

    private const string OneBlock = "6", Automatic = "3";

    public async Task<IReadOnlyList<RecognizedLine>> RecognizeAsync(string picture, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(options.Value.ScratchFolder);
        var (byBrightness, byColour) = await pictures.PrepareAsync(picture, scratch.Path, cancellationToken);
        var height = JpegHeight.Read(await File.ReadAllBytesAsync(picture, cancellationToken));
        var scale = height is { } rows ? rows / (double)TextPictures.Height : 1;
        return ReadingMerge.Merge([await ReadAsync(byBrightness, OneBlock, scale, cancellationToken), await ReadAsync(byColour, Automatic, scale, cancellationToken)]);
    }

    private async Task<IReadOnlyList<RecognizedLine>> ReadAsync(string picture, string segmentation, double scale, CancellationToken cancellationToken)
    {
        var tsv = "";
        var command = new SandboxedCommand("tesseract", [SandboxedCommand.InputPath, "stdout", "-l", options.Value.RecognitionLanguages, "--oem", "1", "--psm", segmentation, "-c", "tessedit_create_tsv=1"], picture);
        var result = await runner.RunAsync(command, async (stream, token) => tsv = Encoding.UTF8.GetString(await BoundedOutput.ReadAsync(stream, MostBytes, "Tesseract says more than 4 MB of one picture.", token)), cancellationToken);
        return result.Succeeded ? TsvParser.Parse(tsv, scale) : throw new DecodeException(OutcomeReason.DecodeFailed, "Tesseract failed: " + result.Errors.Split('\n')[0]);
    }
}
