using System.Text.Json.Serialization;
using Monitor.Core.Recognition.Film;

namespace Monitor.Core.Recognition;

/// <summary>Text shown over a stretch of a clip, in milliseconds.</summary>
/// <param name="Confidence">Mean confidence of the words, 0 to 100.</param>
/// <param name="Boxes">Where each line stands, in pixels of the upright picture.</param>
public sealed record ReadCaption(long StartMs, long EndMs, string Text, double Confidence, IReadOnlyList<TextBox> Boxes)
{
    public CaptionKind Kind { get; init; }

    /// <summary>What was read, line by line; empty where it was read off a whole picture.</summary>
    [JsonIgnore] public IReadOnlyList<GreyPicture> Pictures { get; init; } = [];
}

/// <summary>The captions of a clip or picture.</summary>
/// <param name="UntilMs">Null where all was looked at; otherwise how far, in milliseconds: there was more text than is read of one clip.</param>
public sealed record ReadCaptions(IReadOnlyList<ReadCaption> Captions, long? UntilMs);
