using System.Text;
using Monitor.Core.Fetching;

namespace Monitor.Core.Tests.Fetching;

/// <summary>What a request looks like on the wire: names, values and order, the same for every kind of thing and every way out. The table in docs/threat-model.md is this one.</summary>
public sealed class BrowserHeadersTests
{
    private const string Agent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", Accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Theory]
    [InlineData(FetchKind.Feed)]
    [InlineData(FetchKind.Page)]
    [InlineData(FetchKind.Video)]
    public async Task Fetch_PlainHttp_LooksAsTorBrowserDoes(FetchKind kind)
    {
        await using var proxy = new SocksStandIn();
        using var door = new TestDoor(proxy.Endpoint);
        await door.FetchAsync("http://watched.example/feed?a=1", kind: kind);
        Assert.Equal(
        [
            "GET /feed?a=1 HTTP/1.1", "Host: watched.example", "User-Agent: " + Agent, "Accept: " + Accept, "Accept-Language: en-US,en;q=0.5", "Accept-Encoding: gzip, deflate", "Sec-GPC: 1",
            "Connection: keep-alive", "Upgrade-Insecure-Requests: 1", "Priority: u=0, i",
        ], Lines(Assert.Single(proxy.FirstBytes).Bytes));
    }

    [Theory]
    [InlineData(FetchKind.Feed)]
    [InlineData(FetchKind.Video)]
    public async Task Fetch_TrustworthyOrigin_SaysAlsoThatSomebodyOpensAnAddress(FetchKind kind)
    {
        await using var proxy = new SocksStandIn();
        using var door = new TestDoor(proxy.Endpoint);
        await door.FetchAsync("http://abcdefghijklmnop.onion/", kind: kind);
        Assert.Equal(
        [
            "GET / HTTP/1.1", "Host: abcdefghijklmnop.onion", "User-Agent: " + Agent, "Accept: " + Accept, "Accept-Language: en-US,en;q=0.5", "Accept-Encoding: gzip, deflate, br, zstd", "Sec-GPC: 1",
            "Connection: keep-alive", "Upgrade-Insecure-Requests: 1", "Sec-Fetch-Dest: document", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Site: none", "Sec-Fetch-User: ?1", "Priority: u=0, i",
        ], Lines(Assert.Single(proxy.FirstBytes).Bytes));
    }

    [Fact]
    public async Task Fetch_WithValidators_SendsThemLast()
    {
        await using var server = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n", token));
        using var door = new TestDoor(null, server.Endpoint);
        await door.Http.FetchAsync(new FetchRequest(server.Url("/"), FetchKind.Feed) { ETag = "\"a\"", LastModified = "Tue, 01 Sep 2026 10:00:00 GMT" }, door.Store, CancellationToken.None);
        Assert.Equal(["Priority: u=0, i", "If-Modified-Since: Tue, 01 Sep 2026 10:00:00 GMT", "If-None-Match: \"a\""], Lines(Encoding.Latin1.GetBytes(Assert.Single(server.Requests))).TakeLast(3));
    }

    private static List<string> Lines(byte[] request) => [.. Encoding.Latin1.GetString(request).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
}
