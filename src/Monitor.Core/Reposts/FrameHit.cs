namespace Monitor.Core.Reposts;

/// <summary>A frame that is near one of the pictures that were asked for.</summary>
/// <param name="Query">Which of them, from 0.</param>
/// <param name="TimeMs">Presentation time of the frame in milliseconds.</param>
/// <param name="Bits">By how many bits it differs; in a mirror where <paramref name="IsMirrored"/>.</param>
public readonly record struct FrameHit(int Query, long MediaItemId, long TimeMs, int Bits, bool IsMirrored);
