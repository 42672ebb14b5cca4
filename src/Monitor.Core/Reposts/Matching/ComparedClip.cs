using Monitor.Core.Keyframes;

namespace Monitor.Core.Reposts.Matching;

/// <summary>What is known of a clip for comparing it with another.</summary>
/// <param name="Track">Hashes of its frames in order of time, about four a second.</param>
/// <param name="Sound">Its fingerprints, 0 where it is silent; empty where it has no sound, or none was taken yet.</param>
public sealed record ComparedClip(IReadOnlyList<HashedFrame> Track, IReadOnlyList<uint> Sound, long DurationMs)
{
    /// <summary>The frames that tell something.</summary>
    public HashedFrame[] Frames { get; } = [.. Track.Where(frame => frame.Quality >= HashedFrame.LeastQuality).OrderBy(frame => frame.TimeMs)];

    /// <summary>Length in milliseconds, from what was seen and heard where the container says less.</summary>
    public long LengthMs { get; } = Math.Max(DurationMs, Math.Max(Track.Count == 0 ? 0 : Track[^1].TimeMs - Track[0].TimeMs, (long)(Sound.Count * SoundTrack.StepMs)));
}
