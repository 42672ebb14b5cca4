namespace Monitor.Core.Recognition;

/// <summary>Reads text in a picture: a process boundary, and not always the same recogniser.</summary>
public interface ITextRecognizer
{
    /// <summary>The lines of text in a still (JPEG or PNG), top to bottom; empty where there is none.</summary>
    Task<IReadOnlyList<RecognizedLine>> RecognizeAsync(string pictureFile, CancellationToken cancellationToken);
}

/// <summary>A line of text in a picture.</summary>
/// <param name="Confidence">Mean of its words, 0 to 100.</param>
/// <param name="Box">Where it stands, in pixels of the picture.</param>
public sealed record RecognizedLine(string Text, double Confidence, TextBox Box);

/// <summary>A rectangle in pixels from the upper left corner.</summary>
public sealed record TextBox(int X, int Y, int Width, int Height);
