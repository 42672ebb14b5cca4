using System.Globalization;

namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Reads Tesseract's table of words: pure.</summary>
public static class TsvParser
{
    public static IReadOnlyList<RecognizedLine> Parse(string tsv)
    {
        var words = tsv.Split('\n').Skip(1).Select(line => line.Split('\t')).Where(fields => fields.Length >= 12 && fields[0] == "5" && fields[11].Trim().Length > 0);
        return [.. words.GroupBy(fields => string.Join('.', fields[2], fields[3], fields[4])).Select(Line)];
    }

    private static RecognizedLine Line(IEnumerable<string[]> words)
    {
        var list = words.ToList();
        int left = list.Min(word => Number(word[6])), top = list.Min(word => Number(word[7]));
        int right = list.Max(word => Number(word[6]) + Number(word[8])), bottom = list.Max(word => Number(word[7]) + Number(word[9]));
        return new RecognizedLine(string.Join(' ', list.Select(word => word[11].Trim())),
            list.Average(word => double.Parse(word[10], CultureInfo.InvariantCulture)), new TextBox(left, top, right - left, bottom - top));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
