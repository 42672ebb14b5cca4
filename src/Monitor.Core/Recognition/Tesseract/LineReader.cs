using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Recognition.Film;

namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Reads pictures of one line each with Tesseract, in the sandbox: many in one process, since loading a language takes longer than reading a line, and each language by itself.</summary>
public sealed class LineReader(SandboxedProcess runner, IOptions<MediaOptions> options)
{
    /// <summary>Lines that one process reads.</summary>
    private const int AtOnce = 200;

    private const double Sure = 88;

    /// <summary>Letters of Belarusian, Ukrainian and Russian that the two others do not have.</summary>
    private static readonly SearchValues<char> OwnLetters = SearchValues.Create("ўЎїЇєЄґҐщЩъЪ");

    private const int MostBytes = 8 << 20;

    private const string OneLine = "7";

    /// <summary>What was read of each line, in their order; null where nothing was.</summary>
    public async Task<IReadOnlyList<RecognizedLine?>> ReadAsync(IReadOnlyList<FilmLine> lines, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var read = new List<RecognizedLine?>(lines.Count);
        foreach (var some in lines.Chunk(AtOnce))
        {
            read.AddRange(await ReadSomeAsync(some, cancellationToken));
            progress?.Report(read.Count / (double)lines.Count);
        }

        return read;
    }

    private async Task<RecognizedLine?[]> ReadSomeAsync(FilmLine[] lines, CancellationToken cancellationToken)
    {
        using var scratch = runner.MakeScratch();
        var written = new List<int>();
        foreach (var (at, line) in lines.Index())
        {
            if (line.Prepared is not { } picture) continue;
            await File.WriteAllBytesAsync(Path.Combine(scratch.Path, Name(at)), GreyFile.Pgm(picture), cancellationToken);
            written.Add(at);
        }

        if (written.Count == 0) return new RecognizedLine?[lines.Length];
        var surest = new RecognizedLine?[lines.Length];
        foreach (var language in options.Value.RecognitionLanguages.Split('+'))
        {
            var read = await ReadInAsync(language, written.FindAll(at => !IsSure(surest[at])), scratch.Path, cancellationToken);
            foreach (var (at, line) in read)
                if (surest[at] is not { } other || line.Weight > other.Weight) surest[at] = line;
        }

        return [.. lines.Select((line, at) => surest[at] is { } found ? found with { Box = line.Box } : null)];
    }

    /// <summary>A language by itself does not take letters of another one for its own.</summary>
    private async Task<Dictionary<int, RecognizedLine>> ReadInAsync(string language, List<int> pictures, string folder, CancellationToken cancellationToken)
    {
        if (pictures.Count == 0) return [];
        var list = Path.Combine(folder, language);
        await File.WriteAllLinesAsync(list, pictures.Select(at => $"{(runner.IsBare ? folder : SandboxedCommand.OutputPath)}/{Name(at)}"), cancellationToken);
        var tsv = "";
        var command = new SandboxedCommand("tesseract", [SandboxedCommand.InputPath, "stdout", "-l", language, "--oem", "1", "--psm", OneLine, "-c", "tessedit_create_tsv=1", "-c", "tessedit_do_invert=0"], list) { OutputFolder = folder };
        var result = await runner.RunAsync(command, async (stream, token) => tsv = Encoding.UTF8.GetString(await BoundedOutput.ReadAsync(stream, MostBytes, "Tesseract says more than 8 MB of 200 lines.", token)), cancellationToken);
        return result.Succeeded ? TsvParser.ParsePages(tsv).Where(page => page.Key <= pictures.Count).ToDictionary(page => pictures[page.Key - 1], page => page.Value) : throw new DecodeException(OutcomeReason.DecodeFailed, "Tesseract failed: " + result.Errors.Split('\n')[0]);
    }

    /// <summary>Where each word is, and a letter that no other language has: another one would read the same or worse.</summary>
    private static bool IsSure(RecognizedLine? line) => line is { Least: >= Sure } && line.Text.AsSpan().ContainsAny(OwnLetters);

    private static string Name(int at) => at.ToString(CultureInfo.InvariantCulture) + ".pgm";
}
