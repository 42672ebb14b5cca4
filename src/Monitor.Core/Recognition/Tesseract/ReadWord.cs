namespace Monitor.Core.Recognition.Tesseract;

/// <summary>A word as Tesseract's table gives it.</summary>
/// <param name="Confidence">0 to 100.</param>
/// <param name="Box">In pixels of the picture that was read.</param>
internal sealed record ReadWord(string Text, double Confidence, TextBox Box)
{
    public int Letters { get; } = Text.Count(char.IsLetter);

    public int Signs { get; } = Text.Count(char.IsLetterOrDigit);
}
