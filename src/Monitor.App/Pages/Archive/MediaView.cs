using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Core.Recognition;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Archive;

/// <summary>An attachment as the page shows it.</summary>
/// <param name="Waiting">Work on it that has not ended well yet.</param>
public sealed record MediaView(PostMedia Row, IReadOnlyList<Keyframe> Stills, IReadOnlyList<Caption> Captions, IReadOnlyList<StageRun> Waiting)
{
    public IReadOnlyList<PersonTag> Tags { get; init; } = [];

    /// <summary>The latest version of each language.</summary>
    public IReadOnlyList<Transcript> Transcripts { get; init; } = [];

    /// <summary>In how many posts it is published, copies included.</summary>
    public int SameClipPosts { get; init; } = 1;

    public int Position => Row.Position;

    public MediaKind Kind => Row.Kind;

    public MediaGap? Gap => Row.Gap;

    public long? ItemId => Row.Source?.MediaItemId;

    public long? DurationMs => Row.Source?.Item?.Shape == MediaShape.Picture ? null : Row.Source?.Item?.DurationMs ?? Row.ClaimedDurationMs;

    public long? Length => Row.Source?.Item?.Length;

    public string? ContentHash => Row.Source?.Item?.ContentHash;

    /// <summary>True where a person brought the bytes.</summary>
    public bool IsImported => Row.Source?.IsImported == true;

    /// <summary>How far text on screen was looked for, where not to the end.</summary>
    public long? CaptionsUntilMs => Row.Source?.Item?.CaptionsUntilMs;

    public bool HasViewingCopy => Row.Source?.Item?.ViewingCopyHash is not null;

    /// <summary>False for pictures, which the stills show already.</summary>
    public bool IsPlayable => Row.Source?.Item?.Shape is MediaShape.Video or MediaShape.Audio;
}
