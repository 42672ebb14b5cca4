using System.Net;
using System.Net.Sockets;

namespace Monitor.Core.Fetching;

/// <summary>Decides which URLs and addresses may be asked: public ones only, and the exact loopback openings in force.
/// Ranges: IANA special-purpose address registries (RFC 6890 and successors).</summary>
public sealed class AddressPolicy(LoopbackOpenings openings)
{
    private static readonly IPNetwork[] SpecialV4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] SpecialV6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(text => IPNetwork.Parse(text))];

    /// <summary>Throws <see cref="FetchRefusedException"/> where the URL may not be asked at all; names are resolved later.</summary>
    public void CheckUrl(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
            throw new FetchRefusedException(FetchRefusal.SchemeNotAllowed, "Only http and https URLs are fetched.");
        if (url.UserInfo.Length > 0)
            throw new FetchRefusedException(FetchRefusal.UserInfoNotAllowed, "A URL with a user name before the host is not fetched.");
        if (url.IdnHost.Length == 0)
            throw new FetchRefusedException(FetchRefusal.BadUrl, "The URL has no host.");
        if (openings.Allows(url.IdnHost, url.Port)) return;
        if (url.Port is not (80 or 443))
            throw new FetchRefusedException(FetchRefusal.PortNotAllowed, $"Port {url.Port} is not fetched; 80 and 443 are.");
        if (TryLiteral(url, out var address)) CheckAddress(address, url.Port);
    }

    /// <summary>Behind a proxy the name is resolved there, so address literals and local names are refused here.</summary>
    public static void CheckProxiedUrl(Uri url)
    {
        if (TryLiteral(url, out _) || !url.IdnHost.Contains('.') || IsLocalName(url.IdnHost))
            throw new FetchRefusedException(FetchRefusal.AddressNotPublic, "Behind a proxy only public host names are fetched.");
    }

    /// <summary>Throws unless the address is public or an opening names it with this port.</summary>
    public void CheckAddress(IPAddress address, int port)
    {
        if (openings.Allows(address.ToString(), port) || IsPublic(address)) return;
        throw new FetchRefusedException(FetchRefusal.AddressNotPublic, "The host's address is not public.");
    }

    /// <summary>True for globally reachable unicast addresses; IPv4 inside IPv6 is judged as IPv4.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !SpecialV4.Any(network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => GlobalV6.Contains(address) && !SpecialV6.Any(network => network.Contains(address)),
            _ => false,
        };
    }

    private static bool TryLiteral(Uri url, out IPAddress address) =>
        IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out address!);

    private static bool IsLocalName(string host) =>
        host.TrimEnd('.').Split('.')[^1].ToUpperInvariant() is "LOCALHOST" or "LOCAL" or "INTERNAL" or "LAN" or "HOME" or "ARPA";
}
