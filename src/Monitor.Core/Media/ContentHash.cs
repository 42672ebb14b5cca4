using System.Security.Cryptography;

namespace Monitor.Core.Media;

/// <summary>SHA-256 (FIPS 180-4) of a content: its name in the store. 64 lower-case hexadecimal digits.</summary>
public readonly record struct ContentHash
{
    public ContentHash(string hex)
    {
        if (!IsHash(hex))
            throw new ArgumentException("A content hash has 64 lower-case hexadecimal digits.", nameof(hex));
        Hex = hex;
    }

    public string Hex { get; }

    /// <summary>True for 64 lower-case hexadecimal digits.</summary>
    public static bool IsHash(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    public static ContentHash Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    public override string ToString() => Hex;
}
