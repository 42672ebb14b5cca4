using System.Buffers.Binary;

namespace Monitor.App.Tests.Ways;

/// <summary>Reads the extensions of a TLS ClientHello (RFC 8446, 4.1.2) from the first bytes of a connection.</summary>
internal static class ClientHello
{
    public const int Alpn = 16, SessionTicket = 35, PreSharedKey = 41, Versions = 43;

    public static IReadOnlyDictionary<int, byte[]> Extensions(byte[] bytes)
    {
        var found = new Dictionary<int, byte[]>();
        // Record header, handshake header, version, random; then session id, suites and compressions by their lengths.
        var at = 5 + 4 + 2 + 32;
        at += 1 + bytes[at];
        at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
        at += 1 + bytes[at] + 2;
        while (at + 4 <= bytes.Length)
        {
            var (kind, length) = (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2)));
            found[kind] = bytes[(at + 4)..Math.Min(bytes.Length, at + 4 + length)];
            at += 4 + length;
        }

        return found;
    }
}
