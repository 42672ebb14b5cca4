namespace Monitor.Core.Recognition.Film;

/// <summary>Makes captions of the lines that were read: of readings of one place at one time the surest is kept, what was one line all the time is one caption, and so are lines that come and go together. Pure.</summary>
public static class FilmCaptions
{
    /// <summary>A line that was lost out of sight for no longer than this, in milliseconds, was there all the time.</summary>
    private const long LostForMs = 500;

    /// <summary>Parts of a caption come and go within this time, in milliseconds.</summary>
    private const long TogetherMs = 250;

    /// <summary>A line below this confidence is mostly texture of the background; a short one, or one that is soon gone, has to be surer.</summary>
    private const double LeastConfidence = 70, LeastOfShort = 84;

    private const int ShortLetters = 8;

    private const long SoonGoneMs = 600;

    /// <summary>Two readings of one line differ in at most this share of their letters.</summary>
    private const double SameWithin = 0.13;

    public static List<ReadCaption> Join(IEnumerable<(FilmLine Line, RecognizedLine? Read)> lines)
    {
        var kept = new List<ReadCaption>();
        var sure = lines.Where(pair => pair.Read is { } read && read.Confidence >= Least(pair.Line, read)).OrderByDescending(pair => pair.Read!.Weight);
        foreach (var (line, read) in sure)
            if (!kept.Exists(other => IsAtOnce(line, other) && other.Boxes[0].Overlaps(line.Box))) kept.Add(Caption(line, read!));
        kept = Sorted(kept);
        Fold(kept, ArePieces, Beside);
        Fold(kept, WasLost, Surer);
        Fold(kept, AreOne, Below);
        return Sorted(kept);
    }

    private static double Least(FilmLine line, RecognizedLine read) =>
        read.Text.Count(char.IsLetter) < ShortLetters || line.EndMs - line.StartMs < SoonGoneMs ? LeastOfShort : LeastConfidence;

    private static ReadCaption Caption(FilmLine line, RecognizedLine read) =>
        new(line.StartMs, line.EndMs, read.Text, read.Confidence, [line.Box]) { Kind = line.Kind, Pictures = line.Prepared is { } picture ? [picture] : [] };

    private static List<ReadCaption> Sorted(IEnumerable<ReadCaption> captions) => [.. captions.OrderBy(caption => caption.StartMs).ThenBy(caption => caption.Boxes[0].Y).ThenBy(caption => caption.Boxes[0].X)];

    /// <summary>Makes one of any two that belong together.</summary>
    private static void Fold(List<ReadCaption> captions, Func<ReadCaption, ReadCaption, bool> belong, Func<ReadCaption, ReadCaption, ReadCaption> join)
    {
        for (var at = 0; at < captions.Count; at++)
            for (var next = at + 1; next < captions.Count && captions[next].StartMs <= captions[at].EndMs + LostForMs; next++)
            {
                if (captions[at].Kind != captions[next].Kind || !belong(captions[at], captions[next])) continue;
                captions[at] = join(captions[at], captions[next]);
                captions.RemoveAt(next);
                next = at;
            }
    }

    private static bool IsAtOnce(FilmLine line, ReadCaption other) =>
        Math.Min(line.EndMs, other.EndMs) - Math.Max(line.StartMs, other.StartMs) > Math.Min(line.EndMs - line.StartMs, other.EndMs - other.StartMs) / 2;

    private static bool AreTogether(ReadCaption one, ReadCaption other) => Math.Abs(one.StartMs - other.StartMs) <= TogetherMs && Math.Abs(one.EndMs - other.EndMs) <= TogetherMs;

    private static bool ArePieces(ReadCaption one, ReadCaption other) => AreTogether(one, other) && one.Boxes[0].IsBeside(other.Boxes[0]);

    private static ReadCaption Beside(ReadCaption one, ReadCaption other)
    {
        var (left, right) = one.Boxes[0].X < other.Boxes[0].X ? (one, other) : (other, one);
        return Both(left, right, " ") with { Boxes = [left.Boxes[0].Around(right.Boxes[0])] };
    }

    private static bool WasLost(ReadCaption one, ReadCaption other) =>
        one.Boxes[0].Overlaps(other.Boxes[0]) && TextDistance.Between(one.Text.ToUpperInvariant(), other.Text.ToUpperInvariant()) <= SameWithin * Math.Max(one.Text.Length, other.Text.Length);

    private static ReadCaption Surer(ReadCaption one, ReadCaption other) =>
        (other.Confidence > one.Confidence ? other : one) with { StartMs = Math.Min(one.StartMs, other.StartMs), EndMs = Math.Max(one.EndMs, other.EndMs) };

    /// <summary>Lines one under the other.</summary>
    private static bool AreOne(ReadCaption one, ReadCaption other) => AreTogether(one, other) && one.Boxes[^1].IsAbove(other.Boxes[0]);

    private static ReadCaption Below(ReadCaption one, ReadCaption other) => Both(one, other, "\n");

    private static ReadCaption Both(ReadCaption one, ReadCaption other, string between)
    {
        var confidence = ((one.Confidence * one.Text.Length) + (other.Confidence * other.Text.Length)) / (one.Text.Length + other.Text.Length);
        return new ReadCaption(Math.Min(one.StartMs, other.StartMs), Math.Max(one.EndMs, other.EndMs), one.Text + between + other.Text, Math.Round(confidence, 1), [.. one.Boxes, .. other.Boxes])
        { Kind = one.Kind, Pictures = [.. one.Pictures, .. other.Pictures] };
    }
}
