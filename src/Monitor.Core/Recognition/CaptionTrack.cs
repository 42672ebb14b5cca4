namespace Monitor.Core.Recognition;

/// <summary>Text shown over a stretch of a clip, in milliseconds.</summary>
public sealed record ReadCaption(long StartMs, long EndMs, string Text, double Confidence, IReadOnlyList<TextBox> Boxes);

/// <summary>Follows each line of text over neighbouring stills and keeps its surest reading; lines that come and go together are one caption. Pure.</summary>
public static class CaptionTrack
{
    /// <summary>Two sure readings with at most this share of differing characters are one line.</summary>
    private const double SameWithin = 0.12;

    /// <summary>Where one of them is not sure, they may differ this much.</summary>
    private const double AlikeWithin = 0.35;

    private const double Sure = 93;

    /// <param name="stills">The stretch that each still stands for, in order, with the lines read in it.</param>
    public static IReadOnlyList<ReadCaption> Join(IEnumerable<(long FromMs, long ToMs, IReadOnlyList<RecognizedLine> Lines)> stills)
    {
        var tracks = new List<Track>();
        foreach (var (from, to, lines) in stills)
            foreach (var line in lines)
            {
                var known = tracks.Find(track => track.EndMs == from && track.Best.Box.Overlaps(line.Box) && IsSame(track.Best, line));
                if (known is null) tracks.Add(new Track(from, to, line));
                else known.Extend(to, line);
            }

        return [.. tracks.GroupBy(track => (track.StartMs, track.EndMs)).OrderBy(group => group.Key).Select(Caption)];
    }

    private static ReadCaption Caption(IGrouping<(long StartMs, long EndMs), Track> together)
    {
        var lines = together.Select(track => track.Best).OrderBy(line => line.Box.Y).ThenBy(line => line.Box.X).ToList();
        return new ReadCaption(together.Key.StartMs, together.Key.EndMs, string.Join('\n', lines.Select(line => line.Text)), Math.Round(lines.Average(line => line.Confidence), 1), [.. lines.Select(line => line.Box)]);
    }

    /// <summary>Two sure readings that differ are two texts: neither is given up for the other.</summary>
    private static bool IsSame(RecognizedLine one, RecognizedLine other)
    {
        var sure = Math.Min(one.Confidence, other.Confidence) >= Sure;
        if (sure && !one.Text.Where(char.IsDigit).SequenceEqual(other.Text.Where(char.IsDigit))) return false;
        var differing = Distance(one.Text.ToUpperInvariant(), other.Text.ToUpperInvariant()) / (double)Math.Max(one.Text.Length, other.Text.Length);
        return differing <= (sure ? SameWithin : AlikeWithin) || IsPart(one.Text, other.Text) || IsPart(other.Text, one.Text);
    }

    /// <summary>True where every longer word of <paramref name="part"/> stands in <paramref name="whole"/>, in order: the rest was not read yet, or not any more.</summary>
    private static bool IsPart(string part, string whole)
    {
        var words = new Queue<string>(Words(part));
        if (words.Count == 0) return false;
        foreach (var word in Words(whole))
            if (words.Count > 0 && words.Peek() == word) words.Dequeue();
        return words.Count == 0;
    }

    private static IEnumerable<string> Words(string text) =>
        text.Split(' ').Select(word => string.Concat(word.Where(char.IsLetterOrDigit))).Where(word => word.Length > 2);

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

    private sealed class Track(long startMs, long endMs, RecognizedLine best)
    {
        public long StartMs { get; } = startMs;

        public long EndMs { get; private set; } = endMs;

        public RecognizedLine Best { get; private set; } = best;

        public void Extend(long endMs, RecognizedLine line)
        {
            EndMs = endMs;
            if (line.Weight > Best.Weight) Best = line;
        }
    }
}
