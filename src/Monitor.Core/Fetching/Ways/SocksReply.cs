using System.Globalization;

namespace Monitor.Core.Fetching.Ways;

/// <summary>What a reply code of a SOCKS5 proxy means (RFC 1928, 6; Tor's extensions of 0xF0 to 0xF7: proposal 304). Whoever gets one knows that the proxy is there.</summary>
internal static class SocksReply
{
    public const byte Succeeded = 0;

    public static string InWords(byte code) => string.Create(CultureInfo.InvariantCulture, $"the proxy answered {(code >= 0xF0 ? $"0x{code:X2}" : code)}, {Meaning(code)}");

    private static string Meaning(byte code) => code switch
    {
        1 => "the host could not be connected to (a closed port, or an onion address that is none)",
        2 => "its rules forbid this connection",
        3 => "the network cannot be reached",
        4 => "the host cannot be reached (no such name, or no such onion service)",
        5 => "the host refused the connection (an onion service without that port)",
        6 => "the time to connect ran out",
        7 => "it cannot do what was asked",
        8 => "it does not know that kind of address",
        0xF0 => "the onion service is not to be found",
        0xF1 => "the onion service's description is invalid",
        0xF2 => "the onion service's introduction failed",
        0xF3 => "the onion service's rendezvous failed",
        0xF4 => "the onion service wants a client's key",
        0xF5 => "the onion service refused the client's key",
        0xF6 => "this is no onion address",
        0xF7 => "the onion service's introduction timed out",
        _ => "a code that has no name",
    };
}
