using System.Globalization;

namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Reads Tesseract's table of words: pure.</summary>
public static class TsvParser
{
    // Below this the words are mostly made of the background's texture.
    private const double LeastConfidence = 60;

    // Texture reads as single letters and pairs; a line of text has a word.
    private const int WordLetters = 3;

    /// <param name="scale">Pixels of the still per pixel of the picture that was read.</param>
    public static IReadOnlyList<RecognizedLine> Parse(string tsv, double scale)
    {
        var rows = tsv.Split('\n').Skip(1).Select(line => line.Split('\t')).Where(fields => fields.Length >= 12 && fields[0] == "5");
        var lines = rows.Select(fields => (Line: string.Join('.', fields[2], fields[3], fields[4]), Word: Word(fields))).Where(row => row.Word.Signs > 0 && row.Word.Confidence >= LeastConfidence).GroupBy(row => row.Line, row => row.Word);
        return [.. lines.Select(LineWords.Clean).Where(words => words.Exists(word => word.Letters >= WordLetters)).Select(words => Line(words, scale))];
    }

    /// <summary>The one line of each page, by its number from 1: of a list of pictures each is a page.</summary>
    public static Dictionary<int, RecognizedLine> ParsePages(string tsv) => tsv.Split('\n').GroupBy(row => row.Split('\t') is [_, var page, ..] && int.TryParse(page, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .Where(page => page.Key > 0).Select(page => (page.Key, Line: Parse(string.Join('\n', page.Prepend("")), 1) is [var line, ..] ? line : null)).Where(page => page.Line is not null).ToDictionary(page => page.Key, page => page.Line!);

    private static ReadWord Word(string[] fields) => new(fields[11].Trim(), double.TryParse(fields[10], CultureInfo.InvariantCulture, out var confidence) ? confidence : 0,
        new TextBox(Number(fields[6]), Number(fields[7]), Number(fields[8]), Number(fields[9])));

    private static RecognizedLine Line(List<ReadWord> words, double scale)
    {
        int left = words.Min(word => word.Box.X), top = words.Min(word => word.Box.Y);
        int right = words.Max(word => word.Box.X + word.Box.Width), bottom = words.Max(word => word.Box.Y + word.Box.Height);
        var box = new TextBox((int)(left * scale), (int)(top * scale), (int)((right - left) * scale), (int)((bottom - top) * scale));
        return new RecognizedLine(string.Join(' ', words.Select(word => word.Text)), words.Sum(word => word.Text.Length * word.Confidence) / words.Sum(word => word.Text.Length), box) { Least = words.Min(word => word.Confidence) };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
