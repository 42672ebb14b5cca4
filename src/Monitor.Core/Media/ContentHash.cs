using System.Security.Cryptography;

namespace Monitor.Core.Media;

/// <summary>SHA-256 (FIPS 180-4) of a content: its name in the store. 64 lower-case hexadecimal digits.</summary>
public readonly record struct ContentHash
{
    public ContentHash(string hex)
    {
        if (hex is not { Length: 64 } || hex.Any(c => !char.IsAsciiHexDigitLower(c)))
            throw new ArgumentException("A content hash has 64 lower-case hexadecimal digits.", nameof(hex));
        Hex = hex;
    }

    public string Hex { get; }

    public static ContentHash Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    public override string ToString() => Hex;
}
