namespace Monitor.Core.Recognition;

/// <summary>A line of text in a picture.</summary>
/// <param name="Confidence">Mean of its words, weighted by their length, 0 to 100.</param>
/// <param name="Box">Where it stands, in pixels of the picture.</param>
public sealed record RecognizedLine(string Text, double Confidence, TextBox Box)
{
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
}
