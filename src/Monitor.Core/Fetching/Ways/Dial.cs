using System.Net;
using System.Net.Sockets;

namespace Monitor.Core.Fetching.Ways;

/// <summary>Opens connections for the handlers of the door: to addresses that were checked, or to the proxy.</summary>
internal sealed class Dial(AddressPolicy policy, HostResolver resolver, TimeProvider clock)
{
    /// <summary>To a host that a source names: refused if any of its addresses is not public.</summary>
    public async ValueTask<Stream> ToSourceAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var addresses = await ResolveAsync(target.Host, cancellationToken);
        foreach (var address in addresses) policy.CheckAddress(address, target.Port);
        var (stream, dialled) = await ToAnyAsync(addresses, target.Port, FetchRefusal.ConnectFailed, cancellationToken);
        ConnectionFacts.Remember(context.InitialRequestMessage, dialled);
        return stream;
    }

    /// <summary>To what an administrator named: this machine, an address as he wrote it, or a name whose addresses are public.</summary>
    public async ValueTask<Stream> ToServiceAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        AddressPolicy.RefuseOnion(target.Host);
        var isAsWritten = IPAddress.TryParse(target.Host.Trim('[', ']'), out _) || AddressPolicy.IsThisMachine(target.Host);
        var addresses = await ResolveAsync(target.Host, cancellationToken);
        if (!isAsWritten && !addresses.All(AddressPolicy.IsPublic)) throw new FetchRefusedException(FetchRefusal.AddressNotPublic, "The name's address is not public; name a service of your own network by its address.");
        return (await ToAnyAsync(addresses, target.Port, FetchRefusal.ConnectFailed, cancellationToken)).Stream;
    }

    /// <summary>Through the proxy, which resolves the name.</summary>
    public async ValueTask<Stream> ThroughProxyAsync(EgressRoute route, NetworkCredential circuit, DnsEndPoint target, CancellationToken cancellationToken)
    {
        var at = route.Proxy!.LastIndexOf(':');
        var port = int.Parse(route.Proxy[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        var stream = await ToProxyAsync(route.Proxy[..at], port, cancellationToken);
        try
        {
            await SocksConnect.RunAsync(stream, circuit, target, clock, cancellationToken);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>A proxy is near: one that does not take the connection within 10 s is gone.</summary>
    private async Task<Stream> ToProxyAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var gone = new CancellationTokenSource(SocksConnect.Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone.Token, cancellationToken);
        try
        {
            return (await ToAnyAsync(await ResolveAsync(host, either.Token), port, FetchRefusal.EgressUnavailable, either.Token)).Stream;
        }
        catch (FetchRefusedException fault) when (fault.Refusal == FetchRefusal.NameNotResolved)
        {
            throw SocksConnect.Unavailable("The proxy's own name was not found", fault);
        }
        catch (OperationCanceledException fault) when (gone.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw SocksConnect.Unavailable("The proxy took no connection in time", fault);
        }
    }

    private static async Task<(Stream Stream, IPEndPoint Dialled)> ToAnyAsync(IPAddress[] addresses, int port, FetchRefusal otherwise, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, cancellationToken);
                return (new NetworkStream(socket, ownsSocket: true), new IPEndPoint(address, port));
            }
            catch (SocketException fault)
            {
                socket.Dispose();
                last = fault;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw otherwise == FetchRefusal.EgressUnavailable ? SocksConnect.Unavailable("The proxy takes no connection", last) : new FetchRefusedException(otherwise, "No address of the host accepted a connection.", last);
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal)) return [literal];
        try
        {
            var found = await resolver(host, cancellationToken);
            if (found.Length > 0) return found;
        }
        catch (SocketException fault)
        {
            throw new FetchRefusedException(FetchRefusal.NameNotResolved, "The host name was not found.", fault);
        }

        throw new FetchRefusedException(FetchRefusal.NameNotResolved, "The host name has no address.");
    }
}
