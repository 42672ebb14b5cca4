using Microsoft.Extensions.Time.Testing;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;

namespace Monitor.Core.Tests.Fetching;

/// <summary>Behind a proxy: each circuit has its own credentials, names are resolved there, nothing ever goes out directly, and a host that fails is told from a proxy that does.</summary>
public sealed class Socks5Tests
{
    [Fact]
    public async Task Fetch_TwoCircuits_UseTheirOwnCredentialsAndNamesAreNotResolvedHere()
    {
        await using var proxy = new SocksStandIn();
        using var door = new TestDoor(proxy.Endpoint);
        foreach (var circuit in new[] { "channel-1", "channel-2" })
        {
            var answer = await door.FetchAsync($"http://{circuit}.example/", circuit);
            Assert.Equal((200, "socks5", null), (answer.Status, answer.Exchange.EgressMode, answer.Exchange.ServerAddress));
        }

        Assert.Equal(["channel-1.example", "channel-2.example"], proxy.Seen.Select(seen => seen.Host));
        Assert.Equal((2, 2), (proxy.Seen.DistinctBy(seen => seen.User).Count(), proxy.Seen.DistinctBy(seen => seen.Password).Count()));
    }

    [Fact]
    public void CircuitNames_OfOneKey_StayAndAreThoseOfNobodyElse()
    {
        var key = new byte[32];
        Assert.Equal(new CircuitNames(key).Of("channel-1").UserName, new CircuitNames(key).Of("channel-1").UserName);
        var all = new[] { new CircuitNames(key), CircuitNames.Random(), CircuitNames.Random() }.SelectMany(names => new[] { names.Of("channel-1"), names.Of("channel-2") }).ToList();
        Assert.Equal(12, all.SelectMany(credential => new[] { credential.UserName, credential.Password }).Distinct().Count());
    }

    [Fact]
    public void CircuitNames_LoadedTwice_AreTheSameAndTheKeyIsTheOwnersAlone()
    {
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "keys", "circuits.key");
        Assert.Equal(CircuitNames.Load(file).Of("x").UserName, CircuitNames.Load(file).Of("x").UserName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Fetch_ProxyDown_FailsClosed()
    {
        using var door = new TestDoor("127.0.0.1:1");
        Assert.Equal(FetchRefusal.EgressUnavailable, (await door.RefusedAsync("http://watched.example/")).Refusal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(0xF0)]
    [InlineData(0xF3)]
    [InlineData(0xF6)]
    [InlineData(0xF7)]
    public async Task Fetch_ReplyCode_IsTheHostsFailureWithItsCodeInWords(byte code)
    {
        await using var proxy = new SocksStandIn();
        using var door = new TestDoor(proxy.Endpoint);
        var refused = await door.RefusedAsync($"https://r{code}.test/");
        Assert.Equal((FetchRefusal.ConnectFailed, FetchRefusal.ConnectFailed), (refused.Refusal, refused.Exchange!.Refusal));
        Assert.Contains(code >= 0xF0 ? $"answered 0x{code:X2}, " : $"answered {code}, ", refused.Exchange.RefusalDetail, StringComparison.Ordinal);
        Assert.DoesNotContain("no name", refused.Exchange.RefusalDetail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_ProxyCutsOrSpeaksSomethingElse_IsTheProxysFailure()
    {
        await using var proxy = new SocksStandIn();
        using var door = new TestDoor(proxy.Endpoint);
        Assert.Equal(FetchRefusal.EgressUnavailable, (await door.RefusedAsync("https://cut.test/")).Refusal);
        foreach (var greeting in new byte[][] { [5, 0xFF], [72, 84], [4, 2] })
        {
            await using var other = new SocksStandIn { InsteadOfGreeting = greeting };
            using var another = new TestDoor(other.Endpoint);
            Assert.Equal(FetchRefusal.EgressUnavailable, (await another.RefusedAsync("https://watched.example/")).Refusal);
        }
    }

    [Fact]
    public async Task Fetch_ProxyTakesTheConnectionAndSaysNothing_IsTheProxysFailure()
    {
        var clock = new FakeTimeProvider();
        await using var proxy = new SocksStandIn { InsteadOfGreeting = [] };
        using var door = new TestDoor(proxy.Endpoint, clock: clock);
        var refused = door.RefusedAsync("https://watched.example/");
        while (!refused.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }

        Assert.True(proxy.Connected.Task.IsCompleted);

        Assert.Equal(FetchRefusal.EgressUnavailable, (await refused).Refusal);
    }

    [Theory]
    [InlineData("http://8.8.8.8/")]
    [InlineData("http://[2001:4860:4860::8888]/")]
    [InlineData("http://localhost/")]
    [InlineData("http://printer.local/")]
    [InlineData("http://intranet/")]
    public async Task Fetch_AddressOrLocalName_IsRefusedBeforeTheProxySeesIt(string url)
    {
        await using var proxy = new SocksStandIn();
        using var door = new TestDoor(proxy.Endpoint);
        Assert.Equal(FetchRefusal.AddressNotPublic, (await door.RefusedAsync(url)).Refusal);
        Assert.Empty(proxy.Seen);
    }

    [Theory]
    [InlineData("http://duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion/")]
    [InlineData("https://www.EXAMPLE.Onion./feed")]
    [InlineData("http://onion/")]
    public async Task Fetch_OnionWithoutAProxy_IsRefusedBeforeAnyLookUp(string url)
    {
        using var door = new TestDoor(null);
        Assert.Equal(FetchRefusal.OnionNeedsProxy, (await door.RefusedAsync(url)).Refusal);
    }

    [Fact]
    public async Task Fetch_OnionBehindAProxy_IsCarried()
    {
        await using var proxy = new SocksStandIn();
        using var door = new TestDoor(proxy.Endpoint);
        Assert.Equal(200, (await door.FetchAsync("http://abcdefghijklmnop.onion/")).Status);
    }

    [Fact]
    public async Task Fetch_HostsThatFail_AreToldFromAProxyThatReachesNothing()
    {
        await using var proxy = new SocksStandIn();
        using var door = new TestDoor(proxy.Endpoint);
        Assert.True((await door.RefusedAsync("http://r4.test/")).ReachesNothingElse(TimeSpan.FromHours(25)));
        await door.FetchAsync("http://other.example/");
        Assert.False((await door.RefusedAsync("http://r4.test/")).ReachesNothingElse(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Limits_BehindAProxy_AreLonger()
    {
        var proxied = EgressRoute.Parse("127.0.0.1:9050")!;
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(10)), (FetchLimits.ConnectBy(proxied), FetchLimits.ConnectBy(EgressRoute.Direct)));
        Assert.Equal((60, 240), (FetchLimits.For(FetchKind.Feed, proxied).Headers.TotalSeconds, FetchLimits.For(FetchKind.Page, proxied).Total.TotalSeconds));
        Assert.Equal((15, 60), (FetchLimits.For(FetchKind.Feed, EgressRoute.Direct).Headers.TotalSeconds, FetchLimits.For(FetchKind.Page, EgressRoute.Direct).Total.TotalSeconds));
    }
}
