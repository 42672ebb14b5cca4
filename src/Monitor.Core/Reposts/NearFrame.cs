using Monitor.Core.Keyframes;

namespace Monitor.Core.Reposts;

/// <summary>A frame that is near the picture that was asked for.</summary>
/// <param name="TimeMs">Presentation time in milliseconds.</param>
/// <param name="Hash">The frame's own hash, not its mirrored one.</param>
/// <param name="Bits">By how many bits it differs; in a mirror where <paramref name="IsMirrored"/>.</param>
public readonly record struct NearFrame(long MediaItemId, long TimeMs, PerceptualHash Hash, int Quality, int Bits, bool IsMirrored);
