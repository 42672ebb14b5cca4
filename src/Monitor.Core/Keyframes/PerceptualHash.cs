using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Monitor.Core.Keyframes;

/// <summary>A PDQ hash: 256 bits. Alike pictures differ in few of them; unlike ones in about half. Written as 64 hexadecimal digits, highest bit first.</summary>
public readonly record struct PerceptualHash(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Length in bytes, as the reference orders them.</summary>
    public const int Bytes = 32;

    // A row of 16 bits holds the frequencies 1 to 16 across, the lowest bit first.
    internal const ulong OddAcross = 0x5555_5555_5555_5555;

    /// <summary>Number of bits by which two hashes differ, 0 to 256.</summary>
    public int DistanceTo(PerceptualHash other) =>
        BitOperations.PopCount(A ^ other.A) + BitOperations.PopCount(B ^ other.B) + BitOperations.PopCount(C ^ other.C) + BitOperations.PopCount(D ^ other.D);

    /// <summary>The hash of the picture seen in a mirror, left for right, but for a few bits: the waves that are odd across the picture change their sign.</summary>
    public PerceptualHash Mirrored() => new(A ^ OddAcross, B ^ OddAcross, C ^ OddAcross, D ^ OddAcross);

    public static PerceptualHash Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, A);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], D);
    }

    /// <summary>Reads 64 hexadecimal digits. Throws <see cref="FormatException"/>.</summary>
    public static PerceptualHash Parse(string hex) => hex.Length == 2 * Bytes ? Read(Convert.FromHexString(hex)) : throw new FormatException("A perceptual hash has 64 hexadecimal digits.");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{A:x16}{B:x16}{C:x16}{D:x16}");
}
