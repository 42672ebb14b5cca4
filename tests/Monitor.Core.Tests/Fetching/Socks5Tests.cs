using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Monitor.Core.Fetching;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.FileStore;

namespace Monitor.Core.Tests.Fetching;

/// <summary>Behind a proxy: each circuit has its own credentials, names are resolved there, and nothing ever goes out directly.</summary>
public sealed class Socks5Tests : IDisposable
{
    private readonly ScratchFolder folder = new(null);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Fetch_TwoCircuits_UseTheirOwnCredentialsAndNamesAreNotResolvedHere()
    {
        await using var proxy = new Socks5Proxy();
        foreach (var circuit in new[] { "channel-1", "channel-2" })
        {
            var answer = await FetchAsync(proxy.Endpoint, "http://watched.example/", circuit);
            Assert.Equal((200, "socks5", null), (answer.Status, answer.Exchange.EgressMode, answer.Exchange.ServerAddress));
        }

        Assert.Equal(["channel-1 watched.example:80", "channel-2 watched.example:80"], proxy.Seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Fetch_ProxyDown_FailsClosed() =>
        Assert.Equal(FetchRefusal.EgressUnavailable, (await Assert.ThrowsAsync<FetchRefusedException>(() => FetchAsync("127.0.0.1:1", "http://watched.example/", "channel-1"))).Refusal);

    [Theory]
    [InlineData("http://8.8.8.8/")]
    [InlineData("http://[2001:4860:4860::8888]/")]
    [InlineData("http://localhost/")]
    [InlineData("http://printer.local/")]
    [InlineData("http://intranet/")]
    public async Task Fetch_AddressOrLocalName_IsRefusedBeforeTheProxySeesIt(string url)
    {
        await using var proxy = new Socks5Proxy();
        Assert.Equal(FetchRefusal.AddressNotPublic, (await Assert.ThrowsAsync<FetchRefusedException>(() => FetchAsync(proxy.Endpoint, url, "channel-1"))).Refusal);
        Assert.Empty(proxy.Seen);
    }

    private async Task<FetchResult> FetchAsync(string proxy, string url, string circuit)
    {
        var options = Options.Create(new FetchingOptions { Socks5Proxy = proxy });
        var policy = new AddressPolicy(new LoopbackOpenings());
        using var egress = new Egress(policy, (host, _) => IPAddress.TryParse(host, out var literal) ? Task.FromResult(new[] { literal }) : throw new InvalidOperationException("A name was resolved here: " + host), options);
        var http = new SafeHttp(egress, policy, options, TimeProvider.System);
        return await http.FetchAsync(new FetchRequest(new Uri(url), FetchKind.Page) { Circuit = circuit }, new FileMediaStore(folder.Path), CancellationToken.None);
    }
}

/// <summary>A SOCKS5 proxy (RFC 1928, 1929) that answers every request itself.</summary>
internal sealed class Socks5Proxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task serving;

    public Socks5Proxy()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public string Endpoint => listener.LocalEndpoint.ToString()!;

    /// <summary>"user host:port" of each connection.</summary>
    public System.Collections.Concurrent.ConcurrentBag<string> Seen { get; } = [];

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) await AnswerAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or IOException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            async Task<byte[]> ReadAsync(int count)
            {
                var bytes = new byte[count];
                await stream.ReadExactlyAsync(bytes);
                return bytes;
            }

            await ReadAsync((await ReadAsync(2))[1]);
            await stream.WriteAsync(new byte[] { 5, 2 });
            var user = Encoding.ASCII.GetString(await ReadAsync((await ReadAsync(2))[1]));
            await ReadAsync((await ReadAsync(1))[0]);
            await stream.WriteAsync(new byte[] { 1, 0 });
            var request = await ReadAsync(5);
            var host = Encoding.ASCII.GetString(await ReadAsync(request[4]));
            var port = await ReadAsync(2);
            Seen.Add($"{user} {host}:{(port[0] << 8) | port[1]}");
            await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
            await ReadAsync(16);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray());
        }
    }
}
