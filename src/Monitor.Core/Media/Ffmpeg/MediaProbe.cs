namespace Monitor.Core.Media.Ffmpeg;

/// <summary>What the container says of itself, and the packets that were counted in it.</summary>
/// <param name="Container">Name of the container as ffprobe gives it.</param>
/// <param name="Width">Pixels as stored, before rotation.</param>
/// <param name="Rotation">Degrees clockwise to turn for showing: 0, 90, 180, 270.</param>
/// <param name="Frames">Video packets counted.</param>
/// <param name="Format">As what the bytes were opened.</param>
public sealed record MediaProbe(MediaShape Shape, string Container, string? VideoCodec, string? AudioCodec, int? Width, int? Height,
    int Rotation, long? DurationMs, long? Frames, MediaFormat Format)
{
    /// <summary>Index of the video stream that a player shows, among all streams of the container.</summary>
    public int VideoStream { get; init; }

    /// <summary>Index of the sound that a player plays, among all streams of the container; null where there is none.</summary>
    public int? AudioStream { get; init; }

    /// <summary>True where there is no choice of streams and of beginnings: an MP4 with one picture and at most one sound.</summary>
    public bool IsPlain => !CountsFromStart && VideoStream <= 1 && (AudioStream ?? 0) <= 1;

    /// <summary>The first frame alone of a picture that may move; null for what is no picture.</summary>
    public MediaProbe? AsPicture() => Shape switch
    {
        MediaShape.Picture => this,
        MediaShape.Video when Format.IsSingle => this with { Shape = MediaShape.Picture, Frames = 1, DurationMs = null },
        _ => null,
    };

    /// <summary>True where time 0 is the container's first stamp: the clock of a broadcast says nothing of the clip. An MP4 has a timeline of its own, whose beginning may be empty.</summary>
    public bool CountsFromStart => !Container.StartsWith("mov", StringComparison.Ordinal);
}
