namespace Monitor.Core.Recognition;

/// <summary>Text shown over a stretch of a clip, in milliseconds.</summary>
public sealed record ReadCaption(long StartMs, long EndMs, string Text, double Confidence, IReadOnlyList<TextBox> Boxes);

/// <summary>Joins the texts of neighbouring stills that show the same caption: pure.</summary>
public static class CaptionTrack
{
    /// <summary>Two readings with at most this share of differing characters are one caption.</summary>
    private const double SameWithin = 0.2;

    /// <param name="stills">The stretch that each still stands for, in order, with the lines read in it.</param>
    public static IReadOnlyList<ReadCaption> Join(IEnumerable<(long FromMs, long ToMs, IReadOnlyList<RecognizedLine> Lines)> stills)
    {
        var captions = new List<ReadCaption>();
        foreach (var (from, to, lines) in stills)
        {
            if (lines.Count == 0) continue;
            var next = new ReadCaption(from, to, string.Join('\n', lines.Select(line => line.Text)), Math.Round(lines.Average(line => line.Confidence), 1), [.. lines.Select(line => line.Box)]);
            if (captions.Count > 0 && captions[^1].EndMs == from && IsSame(captions[^1].Text, next.Text))
                captions[^1] = (next.Confidence > captions[^1].Confidence ? next : captions[^1]) with { StartMs = captions[^1].StartMs, EndMs = to };
            else captions.Add(next);
        }

        return captions;
    }

    private static bool IsSame(string one, string other) => Distance(one, other) <= SameWithin * Math.Max(one.Length, other.Length);

    /// <summary>Levenshtein distance in characters.</summary>
    public static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
