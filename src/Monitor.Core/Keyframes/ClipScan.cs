namespace Monitor.Core.Keyframes;

/// <summary>What one pass over a clip found: its frames in time, its shots, the hashes of its frames.</summary>
/// <param name="Stamps">Presentation times of all frames in ticks, ascending: a frame's number is its place here.</param>
/// <param name="Keys">Numbers of the frames that a decoder can begin at.</param>
/// <param name="Seen">Numbers of the frames that were decoded, ascending: no other needs those between.</param>
/// <param name="MsPerTick">Length of a tick in milliseconds.</param>
/// <param name="EndMs">End of the last frame in milliseconds.</param>
/// <param name="Track">Hashes over time, several a second.</param>
public sealed record ClipScan(IReadOnlyList<long> Stamps, IReadOnlyList<int> Keys, IReadOnlyList<int> Seen, double MsPerTick, long EndMs, IReadOnlyList<DetectedShot> Shots, IReadOnlyList<HashedFrame> Track)
{
    /// <summary>Presentation time of a frame in milliseconds.</summary>
    public long Ms(int frame) => (long)Math.Round(Stamps[frame] * MsPerTick);

    /// <summary>True where the pass left out frames that no other refers to.</summary>
    public bool IsThinned => Seen.Count < Stamps.Count;

    /// <summary>Where the frame after this one begins, or the clip ends.</summary>
    public long EndOf(int frame) => frame + 1 < Stamps.Count ? Ms(frame + 1) : EndMs;
}

/// <summary>A shot. Frames are numbered from 0, both ends included; times in milliseconds.</summary>
/// <param name="ClearFrom">First frame that is not part of a dissolve or fade at its beginning.</param>
/// <param name="ClearTo">Last frame that is not part of one at its end.</param>
/// <param name="InnerCuts">First frames of what is too short for a shot of its own; each gets a still all the same.</param>
public sealed record DetectedShot(int FirstFrame, int LastFrame, long StartMs, long EndMs, int ClearFrom, int ClearTo, IReadOnlyList<int> InnerCuts);
