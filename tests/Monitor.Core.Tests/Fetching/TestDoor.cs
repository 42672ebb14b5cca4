using System.Net;
using Microsoft.Extensions.Options;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.FileStore;

namespace Monitor.Core.Tests.Fetching;

/// <summary>The real door over a folder of its own. Names are never resolved here: whatever tries to is a fault.</summary>
internal sealed class TestDoor : IDisposable
{
    private readonly ScratchFolder folder = new(null);

    public TestDoor(string? proxy, string? opening = null, TimeProvider? clock = null, CircuitNames? names = null)
    {
        var openings = new LoopbackOpenings();
        if (opening is not null) openings.Open(opening);
        var policy = new AddressPolicy(openings);
        var options = Options.Create(new FetchingOptions { Socks5Proxy = proxy });
        Egress = new Egress(policy, Refuse, names ?? CircuitNames.Random(), options, clock ?? TimeProvider.System);
        Http = new SafeHttp(Egress, policy, options, clock ?? TimeProvider.System);
        Store = new FileMediaStore(folder.Path);
    }

    public Egress Egress { get; }

    public SafeHttp Http { get; }

    public FileMediaStore Store { get; }

    public Task<FetchResult> FetchAsync(string url, string circuit = "channel-1", FetchKind kind = FetchKind.Page) =>
        Http.FetchAsync(new FetchRequest(new Uri(url), kind) { Circuit = circuit }, Store, CancellationToken.None);

    public Task<FetchRefusedException> RefusedAsync(string url, string circuit = "channel-1", FetchKind kind = FetchKind.Page) =>
        Assert.ThrowsAsync<FetchRefusedException>(() => FetchAsync(url, circuit, kind));

    public void Dispose()
    {
        Egress.Dispose();
        folder.Dispose();
    }

    private static Task<IPAddress[]> Refuse(string host, CancellationToken cancellationToken) => throw new InvalidOperationException("A name was resolved here: " + host);
}
