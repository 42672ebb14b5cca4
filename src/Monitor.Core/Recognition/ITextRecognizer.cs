namespace Monitor.Core.Recognition;

/// <summary>Reads text in a picture: a process boundary, and not always the same recogniser.</summary>
public interface ITextRecognizer
{
    /// <summary>The lines of text of a picture (JPEG), top to bottom; empty where there is none. Throws <see cref="Media.DecodeException"/>.</summary>
    Task<IReadOnlyList<RecognizedLine>> RecognizeAsync(string picture, CancellationToken cancellationToken);
}
