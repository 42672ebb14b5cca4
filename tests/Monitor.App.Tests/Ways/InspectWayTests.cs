using System.Text.Json;
using Monitor.App.Tests.Setting;
using Monitor.Core.Tests.Fetching;

namespace Monitor.App.Tests.Ways;

/// <summary>By which way an inspection goes out: the folder's, or as it is told; and otherwise not at all.</summary>
public sealed class InspectWayTests : IAsyncLifetime
{
    private readonly TestFolder folder = new(), empty = new();
    private readonly RawServer site = new((_, stream, token) => RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok", token));
    private readonly SocksStandIn proxy = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await site.DisposeAsync();
        await proxy.DisposeAsync();
        folder.Dispose();
        empty.Dispose();
    }

    [Fact]
    public async Task Inspect_FolderWhoseProxyIsDown_SendsNothing()
    {
        await SettingsAsync("127.0.0.1:1");
        foreach (var url in new[] { site.Url("/").AbsoluteUri, "http://watched.example/" })
        {
            var run = await RunAsync("inspect", "text", url, "--data", folder.Path);
            Assert.Equal((2, "EgressUnavailable"), (run.Code, JsonDocument.Parse(run.Output).RootElement.GetProperty("reason").GetString()));
        }

        Assert.Empty(site.Requests);
    }

    [Fact]
    public async Task Inspect_TwoAddresses_AreNotAskedUnderOneName()
    {
        await SettingsAsync(proxy.Endpoint);
        foreach (var name in new[] { "one", "two" }) Assert.Equal(0, (await RunAsync("inspect", "text", $"http://{name}.example/", "--data", folder.Path)).Code);
        Assert.Equal(0, (await RunAsync("inspect", "text", "http://three.example/", "--socks5", proxy.Endpoint)).Code);
        Assert.Equal(3, proxy.Seen.DistinctBy(seen => seen.User).Count());
    }

    [Fact]
    public async Task Inspect_NobodySaidTheWay_IsRefusedUntilSomebodyDoes()
    {
        var refused = await RunAsync("inspect", "text", site.Url("/").AbsoluteUri);
        Assert.Equal((64, ""), (refused.Code, refused.Output));
        Assert.Contains("--direct", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(site.Requests);
        Assert.Equal(0, (await RunAsync("inspect", "text", site.Url("/").AbsoluteUri, "--direct")).Code);
        Assert.Single(site.Requests);
    }

    [Theory]
    [InlineData("--data", "/nonexistent")]
    [InlineData("--socks5", "tor")]
    [InlineData("--socks5", "127.0.0.1:9050", "--direct")]
    public async Task Inspect_WaysThatAreNone_AreUsage(params string[] way)
    {
        Assert.Equal(64, (await RunAsync(["inspect", "text", site.Url("/").AbsoluteUri, .. way])).Code);
        Assert.Empty(site.Requests);
    }

    [Fact]
    public async Task Inspect_DirectAgainstAFolderWithAProxy_IsRefused()
    {
        await SettingsAsync(proxy.Endpoint);
        Assert.Equal(64, (await RunAsync("inspect", "text", site.Url("/").AbsoluteUri, "--direct", "--data", folder.Path)).Code);
        Assert.Equal((0, 0), (site.Requests.Count, proxy.Seen.Count));
    }

    [Fact]
    public async Task Inspect_KilledInTheMidstOfADownload_LeavesNothingAfterTheNextStart()
    {
        var begun = new TaskCompletionSource();
        await using var slow = new RawServer(async (_, stream, token) =>
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf a video", token);
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        });
        var temp = Directory.CreateDirectory(Path.Combine(folder.Path, "temp")).FullName;
        var environment = new Dictionary<string, string> { ["TMPDIR"] = temp };
        await using (var monitor = MonitorProcess.Start(empty, new Dictionary<string, string> { ["Fetching__LoopbackOpenings__0"] = slow.Endpoint }, environment, "inspect", "video", slow.Url("/v.mp4").AbsoluteUri, "--direct"))
        {
            await begun.Task.WaitAsync(TimeSpan.FromMinutes(1));
            await monitor.KillAsync();
        }

        Assert.NotEmpty(Directory.EnumerateFileSystemEntries(temp));
        Assert.Equal(0, (await MonitorProcess.RunAsync(empty, null, environment, "inspect", "query", "x")).Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temp));
    }

    private Task SettingsAsync(string socks) => File.WriteAllTextAsync(Path.Combine(folder.Path, "monitor.json"), $"{{\"Fetching\":{{\"Socks5Proxy\":\"{socks}\"}}}}");

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => MonitorProcess.RunAsync(empty, new Dictionary<string, string> { ["Fetching__LoopbackOpenings__0"] = site.Endpoint }, arguments);
}
