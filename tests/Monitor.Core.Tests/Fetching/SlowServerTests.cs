using System.Net;
using Microsoft.Extensions.Options;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Embedded.FileStore;

namespace Monitor.Core.Tests.Fetching;

/// <summary>Hostile inputs 9 to 12: servers that answer slowly, endlessly or too little.</summary>
public sealed class SlowServerTests : IDisposable
{
    private readonly ScratchFolder folder = new(null);

    private static FetchLimits Limits => FetchLimits.For(FetchKind.Page);

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Fetch_DribbledHeaders_EndsAtTheHeaderLimit() => EndsAsync(FetchRefusal.HeadersTooSlow, Limits with { Headers = TimeSpan.FromMilliseconds(500) }, async (stream, token) =>
    {
        await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\n", token);
        while (true)
        {
            await RawServer.WriteAsync(stream, "X: y\r\n", token);
            await Task.Delay(100, token);
        }
    });

    [Fact]
    public Task Fetch_EndlessContinue_EndsAtTheHeaderLimit() => EndsAsync(FetchRefusal.HeadersTooSlow, Limits with { Headers = TimeSpan.FromMilliseconds(500) }, async (stream, token) =>
    {
        while (true)
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 100 Continue\r\n\r\n", token);
            await Task.Delay(5, token);
        }
    });

    [Fact]
    public Task Fetch_OneByteNowAndThen_EndsAtTheSpeedFloor() => EndsAsync(FetchRefusal.BodyTooSlow, Limits with { FloorGrace = TimeSpan.FromMilliseconds(400) }, async (stream, token) =>
    {
        await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", token);
        while (true)
        {
            await RawServer.WriteAsync(stream, "x", token);
            await Task.Delay(50, token);
        }
    });

    [Fact]
    public Task Fetch_EndlessBody_EndsAtItsSize() => EndsAsync(FetchRefusal.BodyTooLarge, Limits with { MaxWireBytes = 1 << 20 }, async (stream, token) =>
    {
        await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", token);
        var chunk = "10000\r\n" + new string('x', 0x10000) + "\r\n";
        while (true) await RawServer.WriteAsync(stream, chunk, token);
    });

    [Fact]
    public Task Fetch_EverythingSlow_EndsAtTheTotal() => EndsAsync(FetchRefusal.TotalTimeExceeded, Limits with { Total = TimeSpan.FromMilliseconds(600) }, async (stream, token) =>
    {
        await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\n", token);
        while (true)
        {
            await RawServer.WriteAsync(stream, new string('x', 2000), token);
            await Task.Delay(50, token);
        }
    });

    [Fact]
    public async Task Fetch_HugeHeaders_IsRefused()
    {
        await using var server = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nX: " + new string('y', 200_000) + "\r\nContent-Length: 0\r\n\r\n", token));
        Assert.Equal(FetchRefusal.ProtocolError, (await Assert.ThrowsAsync<FetchRefusedException>(() => FetchAsync(server, Limits))).Refusal);
    }

    [Fact]
    public void Decode_GzipInGzip_StopsAtTheLimitToo()
    {
        static byte[] Pack(byte[] bytes)
        {
            using var packed = new MemoryStream();
            using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.SmallestSize, true)) gzip.Write(bytes);
            return packed.ToArray();
        }

        var bomb = Pack(Pack(new byte[70 << 20]));
        Assert.True(bomb.Length < 10_000);
        Assert.Equal(FetchRefusal.DecodedTooLarge, Assert.Throws<FetchRefusedException>(() => BoundedDecoder.Decode(bomb, "gzip, gzip", 64L << 20)).Refusal);
        Assert.Equal(FetchRefusal.EncodingUnknown, Assert.Throws<FetchRefusedException>(() => BoundedDecoder.Decode(bomb, "compress", 64L << 20)).Refusal);
        Assert.Equal(FetchRefusal.EncodingBroken, Assert.Throws<FetchRefusedException>(() => BoundedDecoder.Decode("no gzip"u8.ToArray(), "gzip", 64L << 20)).Refusal);
    }

    private async Task EndsAsync(FetchRefusal expected, FetchLimits limits, Func<Stream, CancellationToken, Task> answer)
    {
        await using var server = new RawServer((_, stream, token) => answer(stream, token));
        var refused = await Assert.ThrowsAsync<FetchRefusedException>(() => FetchAsync(server, limits).WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(expected, refused.Refusal);
        Assert.Equal(expected, refused.Exchange!.Refusal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    private async Task<FetchResult> FetchAsync(RawServer server, FetchLimits limits)
    {
        var openings = new LoopbackOpenings();
        openings.Open(server.Endpoint);
        var policy = new AddressPolicy(openings);
        using var egress = new Egress(policy, Dns.GetHostAddressesAsync, CircuitNames.Random(), Options.Create(new FetchingOptions()), TimeProvider.System);
        var http = new SafeHttp(egress, policy, Options.Create(new FetchingOptions()), TimeProvider.System);
        return await http.FetchAsync(new FetchRequest(server.Url("/"), FetchKind.Page) { Limits = limits }, new FileMediaStore(folder.Path), CancellationToken.None);
    }
}
