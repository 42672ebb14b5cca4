namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Makes a line of the words that were read: texture that was read along is left out, and letters of the other script are mended. Pure.</summary>
internal static class LineWords
{
    /// <summary>Short words at the ends of a line below this confidence are mostly the background beside it.</summary>
    private const double SureAtTheEnd = 75;

    private const int ShortWord = 2;

    /// <summary>Words of a line are about as high as its surest word.</summary>
    private const double LeastHeight = 0.4, MostHeight = 2.2;

    public static List<ReadWord> Clean(IEnumerable<ReadWord> words)
    {
        var line = words.ToList();
        var height = line.MaxBy(word => word.Confidence * word.Signs)!.Box.Height;
        line.RemoveAll(word => word.Box.Height < LeastHeight * height || word.Box.Height > MostHeight * height);
        while (line.Count > 0 && IsTexture(line[0])) line.RemoveAt(0);
        while (line.Count > 0 && IsTexture(line[^1])) line.RemoveAt(line.Count - 1);
        var cyrillic = line.Sum(word => word.Text.Count(IsCyrillic));
        var mostlyCyrillic = 2 * cyrillic >= line.Sum(word => word.Letters);
        return [.. line.Select(word => word with { Text = LookAlikes.Mend(word.Text, mostlyCyrillic) })];
    }

    private static bool IsTexture(ReadWord word) => word.Signs <= ShortWord && word.Confidence < SureAtTheEnd && !word.Text.All(char.IsDigit);

    private static bool IsCyrillic(char letter) => letter is >= '\u0400' and <= '\u04FF';
}
