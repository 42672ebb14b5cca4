namespace Monitor.Core.Recognition.Film;

/// <summary>Finds lines of text in a mask of strokes: many strokes side by side in a row, in rows one above the other. Pure.</summary>
public static class StrokeLines
{
    /// <summary>Strokes of one line are not further apart than this, in pixels of the mask.</summary>
    private const int MostGap = 14;

    private const int LeastRun = 16, LeastStrokes = 3;

    /// <summary>Share of a run that is stroke.</summary>
    private const double LeastDensity = 0.1, MostDensity = 0.8;

    private const int LeastHeight = 6, MostHeight = 44;

    /// <summary>A row with less than this share of the strokes of the rows around it parts two lines.</summary>
    private const double Valley = 0.3;

    private const int MostRuns = 20_000;

    public static List<TextBox> Find(GreyPicture mask)
    {
        var runs = Runs(mask);
        if (runs.Count > MostRuns) return [];
        var boxes = new List<TextBox>();
        foreach (var group in Groups(runs))
            foreach (var box in Split(mask, group)) boxes.Add(box);
        return Join(boxes).FindAll(box => LooksLikeText(mask, box));
    }

    private static List<Run> Runs(GreyPicture mask)
    {
        var runs = new List<Run>();
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            for (var x = Next(row, 0); x < row.Length;)
            {
                int from = x, to = x, strokes = 0, pixels = 0;
                while (x < row.Length && x - to <= MostGap)
                {
                    var end = x + EndOf(row[x..]);
                    (strokes, pixels, to) = (strokes + 1, pixels + end - x, end);
                    x = Next(row, end);
                }

                var length = to - from;
                if (length >= LeastRun && strokes >= LeastStrokes && pixels >= LeastDensity * length && pixels <= MostDensity * length) runs.Add(new Run(y, from, to));
            }
        }

        return runs;
    }

    private static int Next(ReadOnlySpan<byte> row, int from)
    {
        var next = from >= row.Length ? -1 : row[from..].IndexOfAnyExcept((byte)0);
        return next < 0 ? row.Length : from + next;
    }

    private static int EndOf(ReadOnlySpan<byte> stroke)
    {
        var end = stroke.IndexOf((byte)0);
        return end < 0 ? stroke.Length : end;
    }

    /// <summary>Runs that lie above each other, at most one row apart.</summary>
    private static IEnumerable<List<Run>> Groups(List<Run> runs)
    {
        var open = new List<List<Run>>();
        foreach (var run in runs)
        {
            List<Run>? home = null;
            for (var at = open.Count - 1; at >= 0; at--)
            {
                var group = open[at];
                if (group[^1].Y < run.Y - 2)
                {
                    open.RemoveAt(at);
                    yield return group;
                }
                else if (Touches(group, run))
                {
                    if (home is null)
                    {
                        home = group;
                    }
                    else
                    {
                        // The run joins what was two groups.
                        home.AddRange(group);
                        home.Sort((one, other) => one.Y.CompareTo(other.Y));
                        open.RemoveAt(at);
                    }
                }
            }

            if (home is null) open.Add([run]);
            else home.Add(run);
        }

        foreach (var group in open) yield return group;
    }

    private static bool Touches(List<Run> group, Run run)
    {
        for (var at = group.Count - 1; at >= 0 && group[at].Y >= run.Y - 2; at--)
            if (group[at].Y < run.Y && Math.Min(group[at].To, run.To) - Math.Max(group[at].From, run.From) > Math.Min(group[at].To - group[at].From, run.To - run.From) / 3) return true;
        return false;
    }

    /// <summary>Lines that touch by an ascender or two are told apart by the rows between them.</summary>
    private static List<TextBox> Split(GreyPicture mask, List<Run> group)
    {
        int left = group.Min(run => run.From), right = group.Max(run => run.To), top = group[0].Y, bottom = group[^1].Y + 1;
        var strokes = new int[bottom - top];
        foreach (var run in group) strokes[run.Y - top] += mask.Row(run.Y)[run.From..run.To].Length - mask.Row(run.Y)[run.From..run.To].Count((byte)0);
        var boxes = new List<TextBox>();
        Split(strokes, 0, strokes.Length, (from, to) =>
        {
            var rows = group.FindAll(run => run.Y >= top + from && run.Y < top + to);
            if (rows.Count > 0 && to - from >= LeastHeight) boxes.Add(new TextBox(rows.Min(run => run.From), top + from, rows.Max(run => run.To) - rows.Min(run => run.From), to - from));
        });
        return boxes;
    }

    private static void Split(int[] strokes, int from, int to, Action<int, int> take)
    {
        var best = -1;
        var depth = Valley;
        for (var at = from + LeastHeight; at < to - LeastHeight; at++)
        {
            var around = Math.Min(Most(strokes, from, at), Most(strokes, at + 1, to));
            if (around == 0 || strokes[at] >= depth * around) continue;
            (best, depth) = (at, strokes[at] / (double)around);
        }

        if (best < 0)
        {
            take(from, to);
            return;
        }

        Split(strokes, from, best, take);
        Split(strokes, best + 1, to, take);
    }

    private static int Most(int[] values, int from, int to)
    {
        var most = 0;
        for (var at = from; at < to; at++) most = Math.Max(most, values[at]);
        return most;
    }

    /// <summary>One line may come in pieces, word by word.</summary>
    public static List<TextBox> Join(List<TextBox> boxes)
    {
        var lines = boxes.OrderBy(box => box.X).ToList();
        for (var at = 0; at < lines.Count; at++)
            for (var other = at + 1; other < lines.Count; other++)
            {
                if (!IsOneLine(lines[at], lines[other])) continue;
                lines[at] = lines[at].Around(lines[other]);
                lines.RemoveAt(other);
                other = at;
            }

        return lines;
    }

    private static bool IsOneLine(TextBox one, TextBox other)
    {
        int low = Math.Min(one.Height, other.Height), high = Math.Max(one.Height, other.Height);
        var shared = Math.Min(one.Y + one.Height, other.Y + other.Height) - Math.Max(one.Y, other.Y);
        var gap = Math.Max(one.X, other.X) - Math.Min(one.X + one.Width, other.X + other.Width);
        return shared >= 0.6 * low && high <= 2 * low && gap <= 2.6 * high;
    }

    private static bool LooksLikeText(GreyPicture mask, TextBox box)
    {
        if (box.Height is < LeastHeight or > MostHeight || box.Width < 1.4 * box.Height) return false;
        int pixels = 0, strokes = 0;
        for (var y = box.Y; y < box.Y + box.Height; y++)
        {
            var row = mask.Row(y).Slice(box.X, box.Width);
            for (var x = Next(row, 0); x < row.Length; strokes++)
            {
                var end = x + EndOf(row[x..]);
                pixels += end - x;
                x = Next(row, end);
            }
        }

        var density = pixels / (double)(box.Width * box.Height);
        // Strokes a row, for a stretch as long as the line is high: a letter has one to three.
        var rate = strokes / (double)box.Width;
        return density is >= 0.08 and <= 0.65 && rate >= 0.5;
    }

    private readonly record struct Run(int Y, int From, int To);
}
