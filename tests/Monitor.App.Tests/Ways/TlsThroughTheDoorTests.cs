using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;
using Monitor.Core.Channels;
using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;
using Monitor.Core.Tests.Fetching;

namespace Monitor.App.Tests.Ways;

/// <summary>The real program behind a proxy, at https sites: certificates that lack their issuer, sessions, and redirects that lose the encryption.</summary>
public sealed class TlsThroughTheDoorTests : IAsyncLifetime
{
    private const string Issuer = "http://issuer.test/intermediate.der";

    private readonly ConcurrentQueue<string> asked = [];
    private readonly TestFolder folder = new TestFolder().Begun();
    private readonly RawServer trap = new((_, stream, token) => RawServer.WriteAsync(stream, "HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", token));
    private TestAuthority authority = null!;
    private RawServer issuers = null!;

    public Task InitializeAsync()
    {
        authority = new TestAuthority(Issuer, trap.Url("/").AbsoluteUri, "news.test", "media.test");
        issuers = new RawServer((path, stream, token) => path == "/intermediate.der" ? WriteAsync(stream, authority.Intermediate.RawData, token) : WriteAsync(stream, "clip"u8.ToArray(), token));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await issuers.DisposeAsync();
        await trap.DisposeAsync();
        authority.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Poll_SiteThatLeavesItsIntermediateOut_IsReadWithTheIssuerThroughTheDoorAndNothingElseIsAsked()
    {
        await using var site = await TlsSite.StartAsync(authority, isWhole: false, FeedAsync);
        await using var proxy = Proxy(site);
        await PipelineAsync(proxy, "one", "two");
        var home = Path.Combine(folder.Path, "home");
        Directory.CreateDirectory(home);
        foreach (var name in new[] { "one", "two" }) Assert.Equal(0, (await RunAsync(new() { ["HOME"] = home }, "poll", name)).Code);
        await using var db = FolderDatabase.Open(folder);
        var exchanges = await db.Exchanges.OrderBy(exchange => exchange.Id).ToListAsync();
        Assert.Equal([Issuer, "https://news.test/one", Issuer, "https://news.test/two"], exchanges.Select(exchange => exchange.RequestedUrl));
        Assert.All(exchanges, exchange => Assert.Equal((200, null), (exchange.Status, exchange.Refusal)));
        Assert.Equal(Core.Media.ContentHash.Of(authority.Intermediate.RawData).Hex, exchanges[0].WireHash);
        // Each channel got it on its own circuit, and nobody else's.
        Assert.Equal((2, 2, 1), (proxy.Seen.DistinctBy(seen => seen.User).Count(), proxy.Seen.Count(seen => seen is { Host: "issuer.test", Port: 80 }), proxy.Seen.Where(seen => seen.Host == "issuer.test").GroupBy(seen => seen.User).Max(group => group.Count())));
        Assert.Empty(trap.Requests);
        Assert.Empty(Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories));
        Assert.Equal(0, (await RunAsync([], "verify")).Code);
    }

    [Fact]
    public async Task Poll_IssuerThatIsNotToBeHad_IsTlsFailedWithBothExchangesKept()
    {
        using var other = new TestAuthority("http://issuer.test/nothing", trap.Url("/").AbsoluteUri, "news.test");
        await using var site = await TlsSite.StartAsync(other, isWhole: false, FeedAsync);
        await using var proxy = Proxy(site);
        await PipelineAsync(proxy, "one");
        Assert.Equal(2, (await RunAsync([], "poll", "one")).Code);
        await using var db = FolderDatabase.Open(folder);
        Assert.Equal(["http://issuer.test/nothing ", "https://news.test/one TlsFailed"], (await db.Exchanges.OrderBy(exchange => exchange.Id).ToListAsync()).Select(exchange => $"{exchange.RequestedUrl} {exchange.Refusal}"));
        Assert.Empty(trap.Requests);
    }

    [Fact]
    public async Task Poll_IssuerThatNeedsAnotherIssuer_IsAskedForOnce()
    {
        using var endless = new TestAuthority("http://again.test/issuer", trap.Url("/").AbsoluteUri, "news.test");
        await using var site = await TlsSite.StartAsync(endless, isWhole: false, FeedAsync);
        await using var redirecting = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, "HTTP/1.1 302 X\r\nLocation: https://news.test/issuer\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", token));
        await using var proxy = new SocksStandIn { Target = (_, port) => port == 443 ? site.Endpoint : redirecting.Endpoint };
        await PipelineAsync(proxy, "one");
        Assert.Equal(2, (await RunAsync([], "poll", "one")).Code);
        Assert.Equal([443, 80], proxy.Seen.Select(seen => seen.Port));
    }

    [Fact]
    public async Task Poll_SeveralChannelsOfOneHost_BringNoTicketAndOfferWhatTheDocumentSays()
    {
        await using var site = await TlsSite.StartAsync(authority, isWhole: true, FeedAsync);
        await using var proxy = Proxy(site);
        await PipelineAsync(proxy, "one", "two", "three");
        Assert.Equal(0, (await RunAsync([], "ingest", "--once")).Code);
        var hellos = proxy.FirstBytes.Where(first => first.Request.Port == 443).Select(first => ClientHello.Extensions(first.Bytes)).ToList();
        Assert.True(hellos.Count >= 3, $"{hellos.Count} connections");
        Assert.All(hellos, hello =>
        {
            Assert.False(hello.ContainsKey(ClientHello.PreSharedKey));
            Assert.True(!hello.TryGetValue(ClientHello.SessionTicket, out var ticket) || ticket.Length == 0);
            Assert.False(hello.ContainsKey(ClientHello.Alpn));
            Assert.Equal("0403040303", Convert.ToHexStringLower(hello[ClientHello.Versions]));
        });
        Assert.Equal(3, proxy.Seen.DistinctBy(seen => seen.User).Count());
    }

    [Fact]
    public async Task Download_SentFromHttpsToHttp_IsRefusedForMediaUnlessASettingAllowsIt()
    {
        await using var site = await TlsSite.StartAsync(authority, isWhole: true, http => http.Request.Path == "/v.mp4" ? Task.Run(() => http.Response.Redirect("http://plain.test/v.mp4")) : FeedAsync(http, "<enclosure url=\"https://news.test/v.mp4\" type=\"video/mp4\" length=\"4\"/>"));
        await using var proxy = Proxy(site);
        await PipelineAsync(proxy, "one");
        await RunAsync([], "ingest", "--once");
        await using (var db = FolderDatabase.Open(folder))
        {
            var run = await db.StageRuns.SingleAsync(row => row.Stage == StageKind.Download);
            Assert.Equal((OutcomeReason.FetchRefused, "RedirectedToPlainHttp"), (run.Reason, run.Detail));
            Assert.DoesNotContain(proxy.Seen, seen => seen.Host == "plain.test");
            await db.StageRuns.Where(row => row.Id == run.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, DateTimeOffset.UnixEpoch));
        }

        await RunAsync([], "ingest", "--once", "MONITOR_Fetching__AllowUnencryptedMedia=true");
        await using var after = FolderDatabase.Open(folder);
        Assert.Contains(await after.Exchanges.ToListAsync(), exchange => exchange is { LostEncryption: true, Status: 200 });
        Assert.Equal(1, await after.MediaItems.CountAsync());
    }

    private SocksStandIn Proxy(TlsSite site) => new() { Target = (_, port) => port == 443 ? site.Endpoint : issuers.Endpoint };

    private async Task PipelineAsync(SocksStandIn proxy, params string[] names)
    {
        var trusted = new StringBuilder().AppendLine(authority.Root.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "trusted.pem"), trusted.ToString());
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "monitor.json"), $"{{\"Fetching\":{{\"Socks5Proxy\":\"{proxy.Endpoint}\"}}}}");
        Directory.CreateDirectory(Path.Combine(folder.Path, "pipelines"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "pipelines", "test.yaml"), TestFolder.Pipeline([.. names.Select(name => (name, "feed", $"https://news.test/{name}"))]).Replace("channels:", "stages: [download]\nchannels:", StringComparison.Ordinal));
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        environment["SSL_CERT_FILE"] = Path.Combine(folder.Path, "trusted.pem");
        foreach (var setting in arguments.Where(argument => argument.StartsWith("MONITOR_", StringComparison.Ordinal))) environment[setting.Split('=')[0]] = setting.Split('=')[1];
        return MonitorProcess.RunAsync(folder, null, environment, [.. arguments.Where(argument => !argument.StartsWith("MONITOR_", StringComparison.Ordinal))]);
    }

    private Task FeedAsync(HttpContext http) => FeedAsync(http, "");

    private Task FeedAsync(HttpContext http, string media)
    {
        asked.Enqueue(http.Request.Path);
        http.Response.ContentType = "application/rss+xml";
        return http.Response.WriteAsync($"<rss version=\"2.0\"><channel><title>t</title><item><guid>1</guid><title>x</title>{media}</item></channel></rss>");
    }

    private static async Task WriteAsync(Stream stream, byte[] body, CancellationToken token)
    {
        await RawServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n", token);
        await stream.WriteAsync(body, token);
    }
}
