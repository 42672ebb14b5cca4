using Monitor.App.Tests.Setting;
using Monitor.Core.Tests.Fetching;

namespace Monitor.App.Tests.Ways;

/// <summary>Behind a proxy: what the health page says of the wall and of crowded hosts, and the page "try an address".</summary>
public sealed class ProxiedPagesTests : IAsyncLifetime
{
    private readonly TestFolder folder = new("name: test\nchannels:\n" + string.Concat(Enumerable.Range(0, 60).Select(at => $"  - {{name: c{at}, kind: feed, url: \"http://crowded.test/{at}\", outlet: pro-government, interval: 1m}}\n")));
    private readonly SocksStandIn proxy = new();
    private MonitorProcess monitor = null!;
    private PageClient client = null!;

    public async Task InitializeAsync()
    {
        monitor = await MonitorProcess.ServeAsync(folder, new Dictionary<string, string> { ["Fetching__Socks5Proxy"] = proxy.Endpoint });
        client = new PageClient(monitor.Origin);
        await client.MakeFirstAccountAsync(monitor.FirstAccountLink);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await monitor.DisposeAsync();
        await proxy.DisposeAsync();
        folder.Dispose();
    }

    [SkippableFact]
    public async Task Health_BehindAProxy_SaysWhetherTheWallStandsAndWhichHostsAreCrowded()
    {
        foreach (var (language, wall, crowd) in new[] { ("en", "econd wall", "60 channels of crowded.test are read 4.0 times less often"), ("be", "ругой сцяны|ругая сцяна", "crowded.test чытаюцца ў 4,0 раза радзей"), ("ru", "торой стены|торая стена", "crowded.test читаются в 4,0 раза реже") })
        {
            var page = await client.GetAsync("/health", ("Accept-Language", language));
            Assert.Equal(200, page.Status);
            Assert.Matches(wall, System.Net.WebUtility.HtmlDecode(page.Text));
            Assert.Contains(crowd, System.Net.WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
        }

        Assert.Contains("crowded.test", (await MonitorProcess.RunAsync(folder, null, "status")).Output, StringComparison.Ordinal);
        await using var browser = await Browser.StartAsync();
        var shown = await browser.NewPageAsync(client, monitor.Origin, javaScript: false);
        await shown.GotoAsync(monitor.Origin + "/health");
        await Browser.LookAsync(shown, "health-proxied");
    }

    [Fact]
    public async Task TryAnAddress_Twice_GoesThroughTheProxyUnderTwoNames()
    {
        foreach (var name in new[] { "first", "second" })
        {
            var tried = await client.PostAsync("/channels/new", "/channels/new?handler=try", ("Input.Kind", "Feed"), ("Input.Url", $"http://{name}.test/feed"), ("Input.Title", "x"), ("Input.Outlet", "Independent"));
            Assert.Equal(200, tried.Status);
        }

        var seen = proxy.Seen.Where(request => request.Host is "first.test" or "second.test").ToList();
        Assert.Equal((2, 2), (seen.Count, seen.DistinctBy(request => request.User).Count()));
    }
}
