using System.Globalization;

namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Reads Tesseract's table of words: pure.</summary>
public static class TsvParser
{
    private const double LeastConfidence = 60;

    // Texture reads as single letters and pairs; a line of text has a word.
    private const int WordLetters = 3;

    /// <param name="scale">Pixels of the still per pixel of the picture that was read.</param>
    public static IReadOnlyList<RecognizedLine> Parse(string tsv, double scale)
    {
        var words = tsv.Split('\n').Skip(1).Select(line => line.Split('\t')).Where(fields => fields.Length >= 12 && fields[0] == "5" && IsWord(fields));
        return [.. words.GroupBy(fields => string.Join('.', fields[2], fields[3], fields[4])).Select(word => Line(word, scale)).Where(line => line.Text.Split(' ').Any(word => word.Count(char.IsLetter) >= WordLetters))];
    }

    // Below this the words are mostly made of the background's texture.
    private static bool IsWord(string[] fields) =>
        fields[11].Any(char.IsLetterOrDigit) && double.TryParse(fields[10], CultureInfo.InvariantCulture, out var confidence) && confidence >= LeastConfidence;

    private static RecognizedLine Line(IEnumerable<string[]> words, double scale)
    {
        var list = words.ToList();
        int left = list.Min(word => Number(word[6])), top = list.Min(word => Number(word[7]));
        int right = list.Max(word => Number(word[6]) + Number(word[8])), bottom = list.Max(word => Number(word[7]) + Number(word[9]));
        return new RecognizedLine(string.Join(' ', list.Select(word => word[11].Trim())),
            list.Sum(word => word[11].Length * double.Parse(word[10], CultureInfo.InvariantCulture)) / list.Sum(word => word[11].Length), new TextBox((int)(left * scale), (int)(top * scale), (int)((right - left) * scale), (int)((bottom - top) * scale)));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
