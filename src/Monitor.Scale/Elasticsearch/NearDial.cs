using System.Net;
using System.Net.Sockets;
using Monitor.Core.Fetching;

namespace Monitor.Scale.Elasticsearch;

/// <summary>Connects to loopback and private addresses and to no other: where all else goes out through a proxy, a cluster far away would see where the archive is.</summary>
internal static class NearDial
{
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(target.Host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        if (!addresses.All(AddressPolicy.IsNear))
            throw new IOException("A proxy is set, and the search cluster lies at an address that is neither loopback nor private, which would be asked directly. Search:Elasticsearch:Egress = direct allows it.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
