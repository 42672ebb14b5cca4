using Microsoft.Extensions.Options;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Reads text with Tesseract, in the sandbox.</summary>
public sealed class TesseractRecognizer(SandboxedProcess runner, IOptions<MediaOptions> options) : ITextRecognizer
{
    public async Task<IReadOnlyList<RecognizedLine>> RecognizeAsync(string pictureFile, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder(options.Value.ScratchFolder);
        var tsv = "";
        var command = new SandboxedCommand("tesseract", [SandboxedCommand.InputPath, "stdout", "-l", options.Value.RecognitionLanguages, "--oem", "1", "--psm", "11", "-c", "tessedit_create_tsv=1"], pictureFile);
        var result = await runner.RunAsync(command, async (stream, token) => tsv = await new StreamReader(stream).ReadToEndAsync(token), cancellationToken);
        if (!result.Succeeded) throw new DecodeException(OutcomeReason.DecodeFailed, "Tesseract failed: " + result.Errors.Split('\n')[0]);
        return TsvParser.Parse(tsv);
    }
}
