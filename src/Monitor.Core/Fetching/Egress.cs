using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Monitor.Core.Fetching;

/// <summary>Resolves a host name to addresses. Tests put a hostile resolver here.</summary>
public delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);

/// <summary>The way out: a handler per circuit that dials only addresses the policy allowed, direct or through one SOCKS5 proxy.</summary>
public sealed class Egress(AddressPolicy policy, HostResolver resolver, IOptions<FetchingOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<string, HttpMessageInvoker> circuits = new(StringComparer.Ordinal);
    private readonly string? proxy = string.IsNullOrWhiteSpace(options.Value.Socks5Proxy) ? null : options.Value.Socks5Proxy;

    public string Mode => proxy is null ? "direct" : "socks5";

    public bool IsProxied => proxy is not null;

    /// <summary>Sends one request without following redirects; the body is not read.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string circuit, CancellationToken cancellationToken) =>
        circuits.GetOrAdd(proxy is null ? "direct" : circuit, MakeInvoker).SendAsync(request, cancellationToken);

    /// <summary>The way to a service of our own that the configuration names, and to nothing that a source names: no redirect, no cookie, no proxy.</summary>
    public static HttpMessageInvoker ToService() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null, MaxConnectionsPerServer = 2, ConnectTimeout = TimeSpan.FromSeconds(10) });

    public void Dispose()
    {
        foreach (var invoker in circuits.Values) invoker.Dispose();
    }

    private HttpMessageInvoker MakeInvoker(string circuit) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = 2,
        MaxResponseHeadersLength = 64,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        UseProxy = proxy is not null,
        Proxy = proxy is null ? null : new WebProxy("socks5://" + proxy) { Credentials = new NetworkCredential(circuit, "monitor") },
        ConnectCallback = ConnectAsync,
        PlaintextStreamFilter = (context, _) =>
            ValueTask.FromResult(ConnectionFacts.Wrap(context.PlaintextStream, context.InitialRequestMessage)),
    });

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var port = context.DnsEndPoint.Port;
        var addresses = await ResolveAsync(host, cancellationToken);
        if (proxy is null)
            foreach (var address in addresses) policy.CheckAddress(address, port);
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, cancellationToken);
                if (proxy is null) ConnectionFacts.Remember(context.InitialRequestMessage, new IPEndPoint(address, port));
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

        var refusal = proxy is null ? FetchRefusal.ConnectFailed : FetchRefusal.EgressUnavailable;
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
