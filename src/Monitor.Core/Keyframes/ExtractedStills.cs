namespace Monitor.Core.Keyframes;

/// <summary>What the keyframe stage found in a clip.</summary>
/// <param name="Frames">Frames of the clip.</param>
/// <param name="Track">Hashes over time, several a second.</param>
public sealed record ExtractedStills(int Frames, IReadOnlyList<DetectedShot> Shots, IReadOnlyList<ExtractedStill> Stills, IReadOnlyList<HashedFrame> Track);

/// <summary>A still as files of the output folder.</summary>
/// <param name="Command">The command that makes it, as kept with it: of a run that took many it names this one alone, and makes the same bytes.</param>
public sealed record ExtractedStill(PlannedStill Plan, string FullFile, string SmallFile, string BlurredFile, PerceptualHash PerceptualHash, int Quality, string Command);
