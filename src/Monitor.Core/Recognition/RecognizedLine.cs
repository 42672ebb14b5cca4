namespace Monitor.Core.Recognition;

/// <summary>A line of text in a picture.</summary>
/// <param name="Confidence">Mean of its words, weighted by their length, 0 to 100.</param>
/// <param name="Box">Where it stands, in pixels of the picture.</param>
public sealed record RecognizedLine(string Text, double Confidence, TextBox Box)
{
    /// <summary>Confidence of its least sure word, 0 to 100.</summary>
    public double Least { get; init; } = Confidence;

    /// <summary>How much is surely read: many letters at a high confidence. Of two readings of one place the heavier wins.</summary>
    public double Weight => Text.Count(char.IsLetter) * (Confidence - 50);
}

/// <summary>A rectangle in pixels from the upper left corner.</summary>
public sealed record TextBox(int X, int Y, int Width, int Height)
{
    /// <summary>Lines that share this much of the lower one's height stand in one place.</summary>
    private const double SamePlace = 0.4;

    /// <summary>True where two lines stand in one place.</summary>
    public bool Overlaps(TextBox other) =>
        Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y) > SamePlace * Math.Min(Height, other.Height)
        && Math.Min(X + Width, other.X + other.Width) > Math.Max(X, other.X);

    /// <summary>True where two pieces can be of one line: side by side, a word's distance apart at most.</summary>
    public bool IsBeside(TextBox other)
    {
        int low = Math.Min(Height, other.Height), high = Math.Max(Height, other.Height);
        var shared = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        var gap = Math.Max(X, other.X) - Math.Min(X + Width, other.X + other.Width);
        return shared >= 0.6 * low && high <= 2 * low && gap <= high && gap > -high;
    }

    /// <summary>True where another line can be the next one of the same text.</summary>
    public bool IsAbove(TextBox other) =>
        other.Y > Y && other.Y - (Y + Height) < Math.Min(Height, other.Height) / 2 && Math.Max(Height, other.Height) <= 2 * Math.Min(Height, other.Height) && Math.Min(X + Width, other.X + other.Width) > Math.Max(X, other.X);

    /// <summary>The smallest rectangle that holds both.</summary>
    public TextBox Around(TextBox other)
    {
        int left = Math.Min(X, other.X), top = Math.Min(Y, other.Y);
        return new TextBox(left, top, Math.Max(X + Width, other.X + other.Width) - left, Math.Max(Y + Height, other.Y + other.Height) - top);
    }
}
