namespace Monitor.Core.Reposts.Matching;

/// <summary>How long a stretch in common must be, so that a title or a jingle that many items share joins none of them. Pure.</summary>
internal static class StretchLength
{
    private const long LeastMs = 3000, EnoughMs = 10_000, LeastSoundMs = 5000, EnoughSoundMs = 20_000;

    /// <summary>Ten seconds, or three that are a quarter of the shorter clip; clips that are shorter themselves, nearly whole.</summary>
    public static bool IsEnough(long lengthMs, ComparedClip one, ComparedClip other)
    {
        var shorter = Math.Min(one.LengthMs, other.LengthMs);
        return lengthMs >= EnoughMs || (lengthMs >= Math.Min(LeastMs, 0.8 * shorter) && lengthMs >= 0.25 * shorter);
    }

    /// <summary>By sound alone: twenty seconds, or five that are two thirds of the shorter clip.</summary>
    public static bool IsEnoughForSound(long lengthMs, ComparedClip one, ComparedClip other) =>
        lengthMs >= EnoughSoundMs || (lengthMs >= LeastSoundMs && lengthMs >= 0.66 * Math.Min(one.LengthMs, other.LengthMs));
}
