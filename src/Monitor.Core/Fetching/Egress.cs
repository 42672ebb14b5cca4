using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Monitor.Core.Fetching;

/// <summary>Resolves a host name to addresses. Tests put a hostile resolver here.</summary>
public delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);

/// <summary>The way out: a handler per route and circuit that dials only addresses the policy allowed, direct or through one SOCKS5 proxy.</summary>
public sealed class Egress(AddressPolicy policy, HostResolver resolver, IOptions<FetchingOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<(EgressRoute Route, string Circuit), HttpMessageInvoker> circuits = new();

    /// <summary>The route of requests that name none.</summary>
    public EgressRoute Default { get; } = string.IsNullOrWhiteSpace(options.Value.Socks5Proxy) ? new EgressRoute((string?)null)
        : EgressRoute.Parse(options.Value.Socks5Proxy) ?? throw new OptionsValidationException(FetchingOptions.Section, typeof(FetchingOptions), ["Fetching:Socks5Proxy is host:port, such as 127.0.0.1:9050."]);

    /// <summary>The route that a channel's pipeline names. Fails closed: what cannot be read is refused, and never becomes direct.</summary>
    public EgressRoute RouteOf(string? named) => string.IsNullOrEmpty(named) ? Default
        : EgressRoute.Parse(named) ?? throw new FetchRefusedException(FetchRefusal.EgressUnavailable, "The way out is neither 'direct' nor 'socks5://host:port'; nothing was sent.");

    /// <summary>Sends one request without following redirects; the body is not read.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, EgressRoute route, string circuit, CancellationToken cancellationToken) =>
        circuits.GetOrAdd((route, route.IsProxied ? circuit : EgressRoute.DirectWord), MakeInvoker).SendAsync(request, cancellationToken);

    /// <summary>The way to a service of our own that the configuration names, and to nothing that a source names: no redirect, no cookie, no proxy.</summary>
    public static HttpMessageInvoker ToService() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null, MaxConnectionsPerServer = 2, ConnectTimeout = TimeSpan.FromSeconds(10) });

    public void Dispose()
    {
        foreach (var invoker in circuits.Values) invoker.Dispose();
    }

    private HttpMessageInvoker MakeInvoker((EgressRoute Route, string Circuit) way) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = 2,
        MaxResponseHeadersLength = 64,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        UseProxy = way.Route.IsProxied,
        Proxy = way.Route.IsProxied ? new WebProxy("socks5://" + way.Route.Proxy) { Credentials = new NetworkCredential(way.Circuit, "monitor") } : null,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context, way.Route.IsProxied, cancellationToken),
        PlaintextStreamFilter = (context, _) =>
            ValueTask.FromResult(ConnectionFacts.Wrap(context.PlaintextStream, context.InitialRequestMessage)),
    });

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, bool isProxied, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var port = context.DnsEndPoint.Port;
        var addresses = await ResolveAsync(host, cancellationToken);
        if (!isProxied)
            foreach (var address in addresses) policy.CheckAddress(address, port);
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, cancellationToken);
                if (!isProxied) ConnectionFacts.Remember(context.InitialRequestMessage, new IPEndPoint(address, port));
                return new NetworkStream(socket, ownsSocket: true);
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

        var refusal = isProxied ? FetchRefusal.EgressUnavailable : FetchRefusal.ConnectFailed;
        throw new FetchRefusedException(refusal, "No address of the host accepted a connection.", last);
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
