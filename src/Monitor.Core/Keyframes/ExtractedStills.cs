using Monitor.Core.Media;

namespace Monitor.Core.Keyframes;

/// <summary>What the keyframe pass found in a clip.</summary>
/// <param name="Frames">Frames decoded.</param>
/// <param name="Shots">First and last frame, start and end in milliseconds.</param>
/// <param name="Command">The command that made the stills, as kept with them.</param>
public sealed record ExtractedStills(int Frames, IReadOnlyList<DetectedShot> Shots, IReadOnlyList<ExtractedStill> Stills, string Command);

public sealed record DetectedShot(int FirstFrame, int LastFrame, long StartMs, long EndMs);

/// <summary>A still as files of the output folder.</summary>
public sealed record ExtractedStill(PlannedStill Plan, string FullFile, string SmallFile, string BlurredFile, PerceptualHash PerceptualHash, int Quality);
