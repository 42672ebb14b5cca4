using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using Monitor.Core.Fetching.Tls;

namespace Monitor.Core.Fetching.Ways;

/// <summary>Resolves a host name to addresses. Tests put a hostile resolver here.</summary>
public delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);

/// <summary>The ways out: a handler per route and circuit that dials only what the policy allowed, direct or through one SOCKS5 proxy. Nothing of a handler is shared with another one.</summary>
public sealed class Egress(AddressPolicy policy, HostResolver resolver, CircuitNames names, IOptions<FetchingOptions> options, TimeProvider clock) : IDisposable
{
    /// <summary>Longer than any exchange lasts.</summary>
    private static readonly TimeSpan IdleAtMost = TimeSpan.FromHours(3);

    private const int ManyCircuits = 200;

    private readonly ConcurrentDictionary<(EgressRoute Route, string Circuit), Circuit> circuits = new();
    private readonly Dial dial = new(policy, resolver, clock);
    private readonly ReachedHosts reached = new(clock);
    private readonly HostPace pace = new(clock);

    /// <summary>The route of requests that name none.</summary>
    public EgressRoute Default { get; } = string.IsNullOrWhiteSpace(options.Value.Socks5Proxy) ? EgressRoute.Direct
        : EgressRoute.Parse(options.Value.Socks5Proxy) ?? throw new OptionsValidationException(FetchingOptions.Section, typeof(FetchingOptions), ["Fetching:Socks5Proxy is host:port, such as 127.0.0.1:9050."]);

    /// <summary>The route that a channel's pipeline names. Fails closed: what cannot be read is refused, and never becomes direct.</summary>
    public EgressRoute RouteOf(string? named) => string.IsNullOrEmpty(named) ? Default
        : EgressRoute.Parse(named) ?? throw new FetchRefusedException(FetchRefusal.EgressUnavailable, "The way out is neither 'direct' nor 'socks5://host:port'; nothing was sent.");

    /// <summary>Sends one request without following redirects; the body is not read.</summary>
    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, EgressRoute route, string circuit, CancellationToken cancellationToken) =>
        CircuitOf(route, circuit).Invoker.SendAsync(request, cancellationToken);

    /// <summary>What judges the certificates of that circuit; where there is no proxy, of all of them.</summary>
    internal ServerTrust TrustOf(EgressRoute route, string circuit) => CircuitOf(route, circuit).Trust;

    /// <summary>Behind a proxy: waits until this circuit may ask the host. Called before a connection is asked for, and before a request is written to one.</summary>
    internal Task WaitForTurnAsync(EgressRoute route, string host, string circuit, CancellationToken cancellationToken) =>
        route.IsProxied ? pace.WaitAsync(host, circuit, cancellationToken) : Task.CompletedTask;

    /// <summary>How long ago anything but this was reached through the proxy; the longest time there is where nothing was.</summary>
    internal TimeSpan OtherReachedAgo(EgressRoute route, DnsEndPoint host) => reached.OtherAgo(route, host);

    /// <summary>The way to a service that an administrator named, and to nothing that a source names: to this machine directly, to all else as everything goes out, with a circuit of
    /// its own. No redirect, no cookie. Failing closed: requests throw <see cref="HttpRequestException"/>.</summary>
    /// <param name="purpose">Names the circuit.</param>
    /// <param name="named">The way that the administrator named for it; the installation's own where empty.</param>
    public ServiceWay ToService(string purpose, string address, string? named)
    {
        var route = Uri.TryCreate(address, UriKind.Absolute, out var url) && AddressPolicy.IsThisMachine(url.IdnHost) ? EgressRoute.Direct : RouteOf(named);
        var handler = MakeHandler(route, "service " + purpose, new ServerTrust());
        if (!route.IsProxied) handler.ConnectCallback = dial.ToServiceAsync;
        return new ServiceWay(new HttpMessageInvoker(handler), route);
    }

    public void Dispose()
    {
        foreach (var circuit in circuits.Values) circuit.Invoker.Dispose();
    }

    private Circuit CircuitOf(EgressRoute route, string name)
    {
        var circuit = circuits.GetOrAdd((route, route.IsProxied ? name : EgressRoute.DirectWord), MakeCircuit);
        circuit.UsedAt = clock.GetTimestamp();
        if (circuits.Count > ManyCircuits) DropIdle();
        return circuit;
    }

    private void DropIdle()
    {
        foreach (var (key, circuit) in circuits)
            if (clock.GetElapsedTime(circuit.UsedAt) > IdleAtMost && circuits.TryRemove(key, out var dropped)) dropped.Invoker.Dispose();
    }

    private Circuit MakeCircuit((EgressRoute Route, string Name) way)
    {
        var trust = new ServerTrust();
        var handler = MakeHandler(way.Route, way.Name, trust);
        handler.PlaintextStreamFilter = (context, _) => ValueTask.FromResult(ConnectionFacts.Wrap(context.PlaintextStream, context.InitialRequestMessage));
        return new Circuit(new HttpMessageInvoker(handler), trust) { UsedAt = clock.GetTimestamp() };
    }

    private SocketsHttpHandler MakeHandler(EgressRoute route, string circuit, ServerTrust trust)
    {
        var credential = names.Of(circuit);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = 2,
            MaxResponseHeadersLength = 64,
            ConnectTimeout = FetchLimits.ConnectBy(route),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            SslOptions = trust.MakeOptions(),
            ConnectCallback = route.IsProxied ? (context, token) => ThroughProxyAsync(route, circuit, credential, context.DnsEndPoint, token) : dial.ToSourceAsync,
        };
    }

    private async ValueTask<Stream> ThroughProxyAsync(EgressRoute route, string circuit, NetworkCredential credential, DnsEndPoint target, CancellationToken cancellationToken)
    {
        await WaitForTurnAsync(route, target.Host, circuit, cancellationToken);
        var stream = await dial.ThroughProxyAsync(route, credential, target, cancellationToken);
        reached.Note(route, target);
        return stream;
    }

    private sealed record Circuit(HttpMessageInvoker Invoker, ServerTrust Trust)
    {
        public long UsedAt { get; set; }
    }
}

/// <summary>A way to one service of our own.</summary>
/// <param name="Invoker">Sends requests; the owner disposes of it.</param>
/// <param name="Route">How they go out.</param>
public sealed record ServiceWay(HttpMessageInvoker Invoker, EgressRoute Route) : IDisposable
{
    public void Dispose() => Invoker.Dispose();
}
