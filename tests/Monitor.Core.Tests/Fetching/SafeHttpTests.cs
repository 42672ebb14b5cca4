using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.Options;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.FileStore;

namespace Monitor.Core.Tests.Fetching;

public sealed class SafeHttpTests : IDisposable
{
    private readonly ScratchFolder folder = new(null);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Fetch_Body_IsKeptAsItWasOnTheWire()
    {
        await using var server = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: 5\r\n\r\nhello", token));
        var answer = await FetchAsync(server, "/", Page);
        Assert.Equal((200, 5L, "\"a\"", "127.0.0.1"), (answer.Status, answer.Body!.Length, answer.Header("etag"), answer.Exchange.ServerAddress));
        Assert.Equal("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", answer.Exchange.WireHash);
        Assert.Contains("User-Agent: Mozilla", answer.Exchange.RequestHeaders, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/", FetchRefusal.AddressNotPublic)]
    [InlineData("file:///etc/passwd", FetchRefusal.SchemeNotAllowed)]
    [InlineData("http://127.0.0.1:1/", FetchRefusal.PortNotAllowed)]
    public async Task Fetch_RedirectOutsideThePolicy_IsRefusedWithItsHop(string target, FetchRefusal expected)
    {
        await using var server = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, $"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n", token));
        var refused = await Assert.ThrowsAsync<FetchRefusedException>(() => FetchAsync(server, "/", Page));
        Assert.Equal(expected, refused.Refusal);
        Assert.Equal(302, Assert.Single(refused.Exchange!.Hops()).Status);
    }

    [Fact]
    public Task Fetch_RedirectLoop_EndsAfterThree() => RefusesAsync(FetchRefusal.TooManyRedirects, Page, "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");

    [Fact]
    public Task Fetch_ShortBody_IsAFailure() => RefusesAsync(FetchRefusal.BodyTooShort, Page, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");

    [Fact]
    public Task Fetch_AnnouncedTooLarge_IsRefused() => RefusesAsync(FetchRefusal.BodyTooLarge, Page with { MaxWireBytes = 100 }, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");

    [Fact]
    public async Task Fetch_StalledBody_EndsAtTheIdleLimit()
    {
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nh", token);
            await Task.Delay(Timeout.Infinite, token);
        });
        var refused = await Assert.ThrowsAsync<FetchRefusedException>(() => FetchAsync(server, "/", Page with { Idle = TimeSpan.FromMilliseconds(300) }));
        Assert.Equal(FetchRefusal.BodyStalled, refused.Refusal);
    }

    [Fact]
    public async Task Fetch_SilentServer_EndsAtTheHeaderLimit()
    {
        await using var server = new RawServer((_, _, token) => Task.Delay(Timeout.Infinite, token));
        var refused = await Assert.ThrowsAsync<FetchRefusedException>(() => FetchAsync(server, "/", Page with { Headers = TimeSpan.FromMilliseconds(300) }));
        Assert.Equal(FetchRefusal.HeadersTooSlow, refused.Refusal);
    }

    [Fact]
    public async Task Fetch_NameWithOnePrivateAddress_IsRefused()
    {
        using var egress = new Egress(new AddressPolicy(new LoopbackOpenings()), (_, _) => Task.FromResult(new[] { IPAddress.Parse("8.8.8.8"), IPAddress.Loopback }), CircuitNames.Random(), Options.Create(new FetchingOptions()), TimeProvider.System);
        var http = new SafeHttp(egress, new AddressPolicy(new LoopbackOpenings()), Options.Create(new FetchingOptions()), TimeProvider.System);
        var refused = await Assert.ThrowsAsync<FetchRefusedException>(() => http.FetchAsync(new FetchRequest(new Uri("http://rebind.example/"), FetchKind.Page), new FileMediaStore(folder.Path), CancellationToken.None));
        Assert.Equal(FetchRefusal.AddressNotPublic, refused.Refusal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void Decode_Bomb_StopsAtTheLimit(string coding)
    {
        using var packed = new MemoryStream();
        using (Stream packer = coding == "br" ? new BrotliStream(packed, CompressionLevel.Fastest, true) : new GZipStream(packed, CompressionLevel.Fastest, true))
            for (var megabyte = 0; megabyte < 65; megabyte++) packer.Write(new byte[1 << 20]);
        var refused = Assert.Throws<FetchRefusedException>(() => BoundedDecoder.Decode(packed.ToArray(), coding, 64L << 20));
        Assert.Equal(FetchRefusal.DecodedTooLarge, refused.Refusal);
    }

    private static FetchLimits Page => FetchLimits.For(FetchKind.Page);

    private async Task RefusesAsync(FetchRefusal expected, FetchLimits limits, string answer)
    {
        await using var server = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, answer, token));
        Assert.Equal(expected, (await Assert.ThrowsAsync<FetchRefusedException>(() => FetchAsync(server, "/", limits))).Refusal);
    }

    private async Task<FetchResult> FetchAsync(RawServer server, string path, FetchLimits limits)
    {
        var openings = new LoopbackOpenings();
        openings.Open(server.Endpoint);
        var policy = new AddressPolicy(openings);
        using var egress = new Egress(policy, Dns.GetHostAddressesAsync, CircuitNames.Random(), Options.Create(new FetchingOptions()), TimeProvider.System);
        var http = new SafeHttp(egress, policy, Options.Create(new FetchingOptions()), TimeProvider.System);
        return await http.FetchAsync(new FetchRequest(server.Url(path), FetchKind.Page) { Limits = limits }, new FileMediaStore(folder.Path), CancellationToken.None);
    }
}
