using Microsoft.Extensions.Time.Testing;
using Monitor.Core.Fetching;

namespace Monitor.Core.Tests.Fetching;

/// <summary>Behind a proxy, requests of different circuits to one host are a second apart; one circuit waits for nobody, and other hosts neither.</summary>
public sealed class HostPaceTests
{
    [Fact]
    public async Task Fetch_TwoCircuitsOfOneHost_AreASecondApart()
    {
        var clock = new FakeTimeProvider();
        await using var proxy = new SocksStandIn();
        using var door = new TestDoor(proxy.Endpoint, clock: clock);
        await ReadyAsync(door.FetchAsync("http://watched.example/", "channel-1"), clock);
        // The same visit waits for nobody.
        await door.FetchAsync("http://watched.example/", "channel-1");
        await ReadyAsync(door.FetchAsync("http://other.example/", "channel-2"), clock);
        await door.FetchAsync("http://watched.example/", "channel-1");
        var second = door.FetchAsync("http://watched.example/", "channel-2");
        for (var tick = 0; tick < 9; tick++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10);
        }

        Assert.Equal((false, 4), (second.IsCompleted, proxy.Seen.Count));
        await ReadyAsync(second, clock);
        Assert.Equal(5, proxy.Seen.Count);
    }

    /// <summary>Whatever begins waits up to a second.</summary>
    private static async Task ReadyAsync(Task<FetchResult> fetch, FakeTimeProvider clock)
    {
        while (!fetch.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(10);
        }

        Assert.Equal(200, (await fetch).Status);
    }

    [Fact]
    public async Task Fetch_Direct_WaitsForNobody()
    {
        var clock = new FakeTimeProvider();
        await using var server = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", token));
        using var door = new TestDoor(null, server.Endpoint, clock);
        foreach (var circuit in new[] { "channel-1", "channel-2" }) Assert.Equal(200, (await door.FetchAsync(server.Url("/").AbsoluteUri, circuit)).Status);
    }
}
