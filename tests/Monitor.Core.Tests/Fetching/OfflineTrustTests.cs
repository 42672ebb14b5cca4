using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;

namespace Monitor.Core.Tests.Fetching;

/// <summary>A certificate may name any address for its issuer, its OCSP answers and its revocation list: none of them is asked past the door, by no handler of the program.</summary>
public sealed class OfflineTrustTests : IAsyncLifetime
{
    private readonly RawServer trap = new((_, stream, token) => RawServer.WriteAsync(stream, "HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", token));
    private readonly CancellationTokenSource stop = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private TestAuthority authority = null!;
    private Task serving = Task.CompletedTask;

    public Task InitializeAsync()
    {
        authority = new TestAuthority(trap.Url("/issuer").AbsoluteUri, trap.Url("/").AbsoluteUri, "watched.test", "127.0.0.1");
        listener.Start();
        serving = ServeAsync();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        await trap.DisposeAsync();
        authority.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task Fetch_Direct_AsksNoneOfTheAddresses()
    {
        using var door = new TestDoor(null, Endpoint);
        Assert.Equal(FetchRefusal.TlsFailed, (await door.RefusedAsync($"https://{Endpoint}/")).Refusal);
        Assert.Empty(trap.Requests);
    }

    [Fact]
    public async Task Fetch_BehindAProxy_AsksNoneOfTheAddresses()
    {
        await using var proxy = new SocksStandIn { Target = (_, _) => Endpoint };
        using var door = new TestDoor(proxy.Endpoint);
        Assert.Equal(FetchRefusal.TlsFailed, (await door.RefusedAsync("https://watched.test/")).Refusal);
        Assert.Empty(trap.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ToService_AnyWay_AsksNoneOfTheAddresses(bool isProxied)
    {
        await using var proxy = new SocksStandIn { Target = (_, _) => Endpoint };
        using var door = new TestDoor(isProxied ? proxy.Endpoint : null);
        var url = isProxied ? "https://watched.test/" : $"https://{Endpoint}/";
        using var service = door.Egress.ToService("test", url, null);
        await Assert.ThrowsAsync<HttpRequestException>(() => service.Invoker.SendAsync(new HttpRequestMessage(HttpMethod.Post, url), CancellationToken.None));
        Assert.Equal((isProxied, isProxied ? 1 : 0, 0), (service.Route.IsProxied, proxy.Seen.Count, trap.Requests.Count));
    }

    [Fact]
    public async Task ToService_ProxyDown_FailsClosedButLoopbackIsReachedDirectly()
    {
        using var door = new TestDoor("127.0.0.1:1");
        using var far = door.Egress.ToService("test", "https://hook.example/", null);
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => far.Invoker.SendAsync(new HttpRequestMessage(HttpMethod.Post, "https://hook.example/"), CancellationToken.None));
        Assert.Equal(FetchRefusal.EgressUnavailable, Assert.IsType<FetchRefusedException>(fault.InnerException).Refusal);
        using var near = door.Egress.ToService("test", trap.Url("/").AbsoluteUri, null);
        using var answer = await near.Invoker.SendAsync(new HttpRequestMessage(HttpMethod.Post, trap.Url("/")), CancellationToken.None);
        Assert.Equal((HttpStatusCode.NotFound, false), (answer.StatusCode, near.Route.IsProxied));
        Assert.False(door.Egress.ToService("test", "https://hook.example/", "direct").Route.IsProxied);
    }

    [Fact]
    public async Task ToService_DirectToAnOnion_IsRefusedBeforeAnyLookUp()
    {
        using var door = new TestDoor(null);
        using var service = door.Egress.ToService("test", "http://abcdefghijklmnop.onion/", null);
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => service.Invoker.SendAsync(new HttpRequestMessage(HttpMethod.Post, "http://abcdefghijklmnop.onion/"), CancellationToken.None));
        Assert.Equal(FetchRefusal.OnionNeedsProxy, Assert.IsType<FetchRefusedException>(fault.InnerException).Refusal);
    }

    private string Endpoint => listener.LocalEndpoint.ToString()!;

    /// <summary>A server that leaves its intermediate certificate out.</summary>
    private async Task ServeAsync()
    {
        var context = SslStreamCertificateContext.Create(authority.Leaf, null, offline: true);
        var open = new List<Task>();
        try
        {
            while (true) open.Add(HandAsync(await listener.AcceptTcpClientAsync(stop.Token), context));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task HandAsync(TcpClient client, SslStreamCertificateContext context)
    {
        using (client)
        {
            try
            {
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context }, stop.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client did not like the certificate.
            }
        }
    }
}
