using Monitor.Core.Media.Ffmpeg;

namespace Monitor.Core.Recognition;

/// <summary>Reads text in a picture: a process boundary, and not always the same recogniser.</summary>
public interface ITextRecognizer
{
    /// <summary>The lines of text at a still, top to bottom; empty where there is none. Throws <see cref="Media.DecodeException"/>.</summary>
    Task<IReadOnlyList<RecognizedLine>> RecognizeAsync(StillToRead still, CancellationToken cancellationToken);
}

/// <summary>A still, and where in its clip it stands: text that stays while the picture behind it moves reads better over a while.</summary>
/// <param name="PictureFile">The still, JPEG.</param>
/// <param name="Clip">The clip that it was taken from; null for a picture.</param>
/// <param name="TimeMs">Time of the still in the clip, in milliseconds.</param>
/// <param name="FromMs">Start of the stretch that the still stands for, inside one shot; milliseconds.</param>
/// <param name="ToMs">End of that stretch.</param>
public sealed record StillToRead(string PictureFile, OpenedMedia? Clip, long TimeMs, long FromMs, long ToMs);
