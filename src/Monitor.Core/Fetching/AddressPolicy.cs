using System.Net;
using System.Net.Sockets;
using Monitor.Core.Fetching.Ways;

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

    private static readonly IPNetwork[] Near = [.. new[] { "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10" }.Select(text => IPNetwork.Parse(text))];

    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] SpecialV6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(text => IPNetwork.Parse(text))];

    /// <summary>Throws <see cref="FetchRefusedException"/> where the URL may not be asked by that way at all. Direct: names are resolved later. Behind a proxy the name is resolved
    /// there, so address literals and local names are refused here. An onion address is refused before any look-up unless there is a proxy (RFC 7686).</summary>
    public void CheckUrl(Uri url, EgressRoute route)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
            throw new FetchRefusedException(FetchRefusal.SchemeNotAllowed, "Only http and https URLs are fetched.");
        if (url.UserInfo.Length > 0)
            throw new FetchRefusedException(FetchRefusal.UserInfoNotAllowed, "A URL with a user name before the host is not fetched.");
        if (url.IdnHost.Length == 0)
            throw new FetchRefusedException(FetchRefusal.BadUrl, "The URL has no host.");
        if (IsOpened(url)) return;
        if (url.Port is not (80 or 443))
            throw new FetchRefusedException(FetchRefusal.PortNotAllowed, $"Port {url.Port} is not fetched; 80 and 443 are.");
        if (!route.IsProxied) RefuseOnion(url.IdnHost);
        if (TryLiteral(url, out var address)) CheckAddress(address!, url.Port);
        if (route.IsProxied && (address is not null || !url.IdnHost.Contains('.') || IsLocalName(url.IdnHost)))
            throw new FetchRefusedException(FetchRefusal.AddressNotPublic, "Behind a proxy only public host names are fetched.");
    }

    /// <summary>True for the exact endpoint of an opening.</summary>
    public bool IsOpened(Uri url) => openings.Allows(url.IdnHost, url.Port);

    /// <summary>True for localhost and loopback addresses.</summary>
    public static bool IsThisMachine(string host) => host.TrimEnd('.').Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>True for names that only Tor can resolve (RFC 7686).</summary>
    public static bool IsOnion(string host) => LastLabel(host) == "ONION";

    public static void RefuseOnion(string host)
    {
        if (IsOnion(host)) throw new FetchRefusedException(FetchRefusal.OnionNeedsProxy, "An onion address is reached through Tor alone: set Fetching:Socks5Proxy, or the channel's way out.");
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

    private static bool TryLiteral(Uri url, out IPAddress? address) =>
        IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out address);

    /// <summary>True for this machine and for addresses of a network of one's own (RFC 1918, 4193, link-local).</summary>
    public static bool IsNear(IPAddress address) => Near.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    private static string LastLabel(string host) => host.TrimEnd('.').Split('.')[^1].ToUpperInvariant();

    private static bool IsLocalName(string host) =>
        LastLabel(host) is "LOCALHOST" or "LOCAL" or "INTERNAL" or "LAN" or "HOME" or "ARPA";
}
