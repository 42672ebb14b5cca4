using System.Numerics;
using Monitor.Core.Keyframes;

namespace Monitor.Core.Reposts;

/// <summary>A hash as the index holds it: apart the half of its bits that a mirror leaves as they are, and the half that it turns over. So one comparison tells
/// the distance to a picture and to its mirrored one, and the first half alone how near either can be at best.</summary>
internal readonly record struct SplitHash(ulong KeptA, ulong KeptB, ulong TurnedA, ulong TurnedB)
{
    private const ulong Turned = PerceptualHash.OddAcross, Kept = ~Turned;

    /// <summary>Bits that a mirror turns over.</summary>
    public const int TurnedBits = 128;

    public static SplitHash Of(PerceptualHash hash) => new(
        (hash.A & Kept) | ((hash.B & Kept) >> 1), (hash.C & Kept) | ((hash.D & Kept) >> 1),
        (hash.A & Turned) | ((hash.B & Turned) << 1), (hash.C & Turned) | ((hash.D & Turned) << 1));

    public PerceptualHash Join() => new(
        (KeptA & Kept) | (TurnedA & Turned), ((KeptA & Turned) << 1) | ((TurnedA & Kept) >> 1),
        (KeptB & Kept) | (TurnedB & Turned), ((KeptB & Turned) << 1) | ((TurnedB & Kept) >> 1));

    /// <summary>The distance to the other or to its mirrored one, whichever is less.</summary>
    public (int Bits, bool IsMirrored) DistanceTo(in SplitHash other)
    {
        var kept = BitOperations.PopCount(KeptA ^ other.KeptA) + BitOperations.PopCount(KeptB ^ other.KeptB);
        var turned = BitOperations.PopCount(TurnedA ^ other.TurnedA) + BitOperations.PopCount(TurnedB ^ other.TurnedB);
        return turned <= TurnedBits / 2 ? (kept + turned, false) : (kept + TurnedBits - turned, true);
    }
}
