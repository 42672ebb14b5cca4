namespace Monitor.Core.Recognition;

/// <summary>Makes one reading of several of the same picture, each prepared in another way: of lines in one place the surest wins. Pure.</summary>
public static class ReadingMerge
{
    /// <summary>A line below this confidence is mostly texture of the background.</summary>
    private const double LeastConfidence = 75;

    public static IReadOnlyList<RecognizedLine> Merge(IEnumerable<IReadOnlyList<RecognizedLine>> readings)
    {
        var kept = new List<RecognizedLine>();
        foreach (var line in readings.SelectMany(lines => lines).Where(line => line.Confidence >= LeastConfidence).OrderByDescending(line => line.Weight))
            if (!kept.Exists(other => line.Box.Overlaps(other.Box))) kept.Add(line);
        return [.. kept.OrderBy(line => line.Box.Y).ThenBy(line => line.Box.X)];
    }
}
