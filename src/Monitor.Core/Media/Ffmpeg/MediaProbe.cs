namespace Monitor.Core.Media.Ffmpeg;

/// <summary>What the container says of itself, and the packets that were counted in it.</summary>
/// <param name="Container">Name of the container as ffprobe gives it.</param>
/// <param name="Width">Pixels as stored, before rotation.</param>
/// <param name="Rotation">Degrees clockwise to turn for showing: 0, 90, 180, 270.</param>
/// <param name="Frames">Video packets counted.</param>
/// <param name="Formats">The whitelist under which the bytes were opened.</param>
public sealed record MediaProbe(MediaShape Shape, string Container, string? VideoCodec, string? AudioCodec, int? Width, int? Height,
    int Rotation, long? DurationMs, long? Frames, string Formats);
