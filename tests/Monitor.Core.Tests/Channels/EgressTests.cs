using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Tests.Fetching;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Channels;

/// <summary>A pipeline's own way out: through its proxy, or not at all.</summary>
public sealed class EgressTests
{
    [Theory]
    [InlineData("direct", null)]
    [InlineData("socks5://127.0.0.1:9050", "127.0.0.1:9050")]
    [InlineData("[::1]:9050", "[::1]:9050")]
    public void Parse_WayOut_IsRead(string text, string? proxy) => Assert.Equal(proxy, EgressRoute.Parse(text)!.Proxy);

    [Theory]
    [InlineData("http://127.0.0.1:9050")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("tor")]
    public void Parse_SomethingElse_IsNoWayOut(string text) => Assert.Null(EgressRoute.Parse(text));

    [Fact]
    public async Task Poll_ThroughThePipelinesProxy_KnowsNoDirectWay()
    {
        await using var proxy = new SocksStandIn();
        using var watch = new TestWatch();
        await watch.AddAsync(ChannelKind.Feed, "http://watched.example/feed", set: channel => channel.Egress = "socks5://" + proxy.Endpoint);
        await watch.WorkAsync();
        Assert.Equal(["watched.example:80"], proxy.Seen.Select(seen => $"{seen.Host}:{seen.Port}"));
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal("socks5", (await db.Exchanges.SingleAsync()).EgressMode);
    }

    [Fact]
    public async Task Poll_ProxyDownForTwoDays_WaitsNeverGoesDirectAndIsSoonBack()
    {
        await using var site = new TestSite();
        site.Feed("/feed", "a");
        using var watch = new TestWatch(site.Endpoint);
        var id = await watch.AddAsync(ChannelKind.Feed, "http://watched.example/feed", set: channel => channel.Egress = "socks5://127.0.0.1:1");
        await watch.WorkUntilAsync(watch.Clock.GetUtcNow().AddHours(48), TimeSpan.FromMinutes(30));
        var channel = await watch.ChannelAsync(id);
        Assert.True(channel.Failures > 90 && channel.NextPollAt <= watch.Clock.GetUtcNow());
        Assert.StartsWith("EgressUnavailable", channel.LastReason, StringComparison.Ordinal);
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(GapCause.PollsFailed, (await db.CoverageGaps.SingleAsync()).Cause);
        Assert.Equal(0, await db.Exchanges.CountAsync(exchange => exchange.EgressMode == "direct"));
        await watch.Database.Gate.WriteAsync(write => write.Channels.ExecuteUpdateAsync(set => set.SetProperty(row => row.Egress, "direct").SetProperty(row => row.Url, site.Url("/feed"))), CancellationToken.None);
        watch.Clock.Advance(TimeSpan.FromMinutes(5));
        await watch.WorkAsync();
        Assert.Equal(0, (await watch.ChannelAsync(id)).Failures);
    }

    [Fact]
    public async Task Poll_WayOutThatCannotBeRead_IsRefusedAndNotDirect()
    {
        await using var site = new TestSite();
        using var watch = new TestWatch(site.Endpoint);
        var id = await watch.AddAsync(ChannelKind.Feed, site.Url("/feed"), set: channel => channel.Egress = "tor");
        await watch.WorkAsync();
        Assert.Empty(site.Asked);
        Assert.StartsWith("EgressUnavailable", (await watch.ChannelAsync(id)).LastReason, StringComparison.Ordinal);
    }
}
