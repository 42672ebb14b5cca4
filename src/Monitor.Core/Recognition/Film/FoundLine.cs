namespace Monitor.Core.Recognition.Film;

/// <summary>A place in a picture that looks like a line of text.</summary>
/// <param name="Box">In pixels of the picture, as far as its strokes reach.</param>
/// <param name="IsBright">True where its letters are brighter than what is behind them.</param>
public sealed record FoundLine(TextBox Box, bool IsBright);
