using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Monitor.Core.People;

namespace Monitor.Core.Review;

/// <summary>Reads time-coded text: SubRip (SRT), WebVTT (W3C), and lines as people type them ("0:12 text"). Pure; at most 5,000 lines of 2,000 characters.</summary>
public static partial class SubtitleParser
{
    public const int MaxCharacters = 1 << 20, MaxLines = 5000, MaxLine = 2000;

    private const long LastLineMs = 5000;

    /// <summary>The lines in the order of their times. Throws <see cref="EditRefusedException"/> where there is none, or too many, or a time cannot be read.</summary>
    public static IReadOnlyList<TranscriptLine> Parse(string? text)
    {
        EditRefusedException.ThrowIf(text is { Length: > MaxCharacters }, EditRefusal.TextTooLong);
        var rows = (text ?? "").TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var lines = rows.Any(row => Cue().IsMatch(row)) ? ParseCues(rows, hasEntities: rows[0].StartsWith("WEBVTT", StringComparison.Ordinal)) : ParseTyped(rows);
        EditRefusedException.ThrowIf(lines.Count == 0, EditRefusal.NoLines);
        EditRefusedException.ThrowIf(lines.Exists(line => line.EndMs < line.StartMs), EditRefusal.FileNotUnderstood);
        return [.. lines.OrderBy(line => line.StartMs)];
    }

    /// <summary>Lines as they are typed and edited: 0:12.500 text.</summary>
    public static string Write(IEnumerable<TranscriptLine> lines) => string.Join('\n', lines.Select(line => $"{Time(line.StartMs)} --> {Time(line.EndMs)}\n{line.Text}\n"));

    /// <param name="hasEntities">True of WebVTT, which writes &amp;amp; for &amp;.</param>
    private static List<TranscriptLine> ParseCues(string[] rows, bool hasEntities)
    {
        var lines = new List<TranscriptLine>();
        for (var at = 0; at < rows.Length; at++)
        {
            if (Cue().Match(rows[at]) is not { Success: true } cue) continue;
            var words = new List<string>();
            while (++at < rows.Length && !Cue().IsMatch(rows[at]) && !EndsACue(rows, at)) words.Add(Clean(rows[at], hasEntities));
            // A cue without a blank line before it took the number of the next one for its text.
            if (at < rows.Length && Cue().IsMatch(rows[at]) && words.Count > 0 && words[^1].All(char.IsAsciiDigit)) words.RemoveAt(words.Count - 1);
            if (at < rows.Length && Cue().IsMatch(rows[at])) at--;
            Add(lines, Milliseconds(cue.Groups[1].Value), Milliseconds(cue.Groups[2].Value), string.Join('\n', words.Where(word => word.Length > 0)));
        }

        return lines;
    }

    /// <summary>An empty line ends a cue where another one, with or without a name, or a block of WebVTT follows; otherwise what follows is its next paragraph.</summary>
    private static bool EndsACue(string[] rows, int at)
    {
        if (rows[at].Trim().Length > 0) return false;
        var next = at + 1;
        while (next < rows.Length && rows[next].Trim().Length == 0) next++;
        return next == rows.Length || Cue().IsMatch(rows[next]) || (next + 1 < rows.Length && Cue().IsMatch(rows[next + 1])) || Block().IsMatch(rows[next]);
    }

    private static List<TranscriptLine> ParseTyped(string[] rows)
    {
        var lines = new List<TranscriptLine>();
        foreach (var row in rows.Where(row => row.Trim().Length > 0))
        {
            var typed = Typed().Match(row);
            if (typed.Success)
            {
                var start = Milliseconds(typed.Groups[1].Value);
                if (lines.Count > 0) lines[^1].EndMs = Math.Max(lines[^1].StartMs, start);
                Add(lines, start, start + LastLineMs, Clean(typed.Groups[2].Value));
            }
            else if (lines.Count > 0)
            {
                EditRefusedException.ThrowIf(lines[^1].Text.Length + row.Length > MaxLine, EditRefusal.TextTooLong);
                lines[^1].Text += "\n" + Clean(row);
            }
            else
            {
                throw new EditRefusedException(EditRefusal.FileNotUnderstood);
            }
        }

        return lines;
    }

    private static void Add(List<TranscriptLine> lines, long start, long end, string text)
    {
        EditRefusedException.ThrowIf(lines.Count >= MaxLines || text.Length > MaxLine, EditRefusal.TextTooLong);
        if (text.Length > 0) lines.Add(new TranscriptLine { StartMs = start, EndMs = end, Text = text });
    }

    /// <summary>Without marks of form, such as &lt;i&gt; and {\an8}.</summary>
    private static string Clean(string row, bool hasEntities = false) => PeopleFile.Clean(Marks().Replace(row, "") is var bare && hasEntities ? WebUtility.HtmlDecode(bare) : bare) ?? "";

    private static long Milliseconds(string time)
    {
        var parts = time.Replace(',', '.').Split(':');
        var seconds = parts.Aggregate(0m, (sum, part) => (sum * 60) + decimal.Parse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));
        return seconds > 1_000_000 ? throw new EditRefusedException(EditRefusal.FileNotUnderstood) : (long)(seconds * 1000);
    }

    private static string Time(long ms) => string.Create(CultureInfo.InvariantCulture, $"{ms / 3_600_000:00}:{ms / 60_000 % 60:00}:{ms / 1000 % 60:00}.{ms % 1000:000}");

    [GeneratedRegex(@"^\s*((?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}(?:[.,][0-9]{1,3})?)\s*-->\s*((?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}(?:[.,][0-9]{1,3})?)(?:\s.*)?$")]
    private static partial Regex Cue();

    [GeneratedRegex(@"^\s*\[?((?:[0-9]{1,3}:)?[0-9]{1,3}:[0-9]{2}(?:[.,][0-9]{1,3})?)\]?[\s–—-]+(.*)$")]
    private static partial Regex Typed();

    // Only what is known as a mark: <нрзб> and what stands between two signs of comparison are words.
    [GeneratedRegex(@"</?(?:i|b|u|font|c|v|ruby|rt|lang)(?:[.\s][^<>\n]{0,200})?/?>|<(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}\.[0-9]{3}>|\{\\[^}\n]{0,100}\}", RegexOptions.IgnoreCase)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^(?:NOTE|STYLE|REGION)(?:\s|$)")]
    private static partial Regex Block();
}
