using Microsoft.Extensions.Options;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Alarms;
using Monitor.Core.Tests.Fetching;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Channels;

/// <summary>Alarms are told outside once each, to a real server, without naming what is watched.</summary>
public sealed class TellAlarmsTests
{
    [Fact]
    public async Task Run_AlarmBeginsAndEnds_IsToldOnceEachAndAgainOnlyAfterAFailure()
    {
        var status = 500;
        await using var server = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, $"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", token));
        using var watch = new TestWatch();
        var id = await watch.AddAsync(ChannelKind.Feed, "http://secret.example/", "secret-name");
        using var tell = new TellAlarms(watch.Database.Gate, watch.Database, watch.Egress, Options.Create(new AlarmOptions { Webhook = server.Url("/hook").AbsoluteUri }), TimeProvider.System);
        await watch.Database.Gate.WriteAsync(async db => (await db.Channels.FindAsync(id))!.CreatedAt = TimeProvider.System.GetUtcNow().AddDays(-1), CancellationToken.None);
        await Assert.ThrowsAsync<HttpRequestException>(() => tell.RunAsync(CancellationToken.None));
        status = 200;
        Assert.Equal((1, 0), (await tell.RunAsync(CancellationToken.None), await tell.RunAsync(CancellationToken.None)));
        await watch.Database.Gate.WriteAsync(async db => (await db.Channels.FindAsync(id))!.LastSuccessAt = TimeProvider.System.GetUtcNow(), CancellationToken.None);
        Assert.Equal(1, await tell.RunAsync(CancellationToken.None));
        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.StartsWith("POST /hook", request, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Requests, request => request.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_BehindAProxy_GoesThroughItAndIsToldLaterWhereItIsDown()
    {
        using var watch = new TestWatch();
        var id = await watch.AddAsync(ChannelKind.Feed, "http://secret.example/");
        await watch.Database.Gate.WriteAsync(async db => (await db.Channels.FindAsync(id))!.CreatedAt = TimeProvider.System.GetUtcNow().AddDays(-1), CancellationToken.None);
        var hook = Options.Create(new AlarmOptions { Webhook = "http://" + new string('a', 56) + ".onion/hook" });
        using (var down = new TestDoor("127.0.0.1:1"))
        using (var tell = new TellAlarms(watch.Database.Gate, watch.Database, down.Egress, hook, TimeProvider.System))
            await Assert.ThrowsAsync<HttpRequestException>(() => tell.RunAsync(CancellationToken.None));
        await using var proxy = new SocksStandIn();
        using var door = new TestDoor(proxy.Endpoint);
        using var through = new TellAlarms(watch.Database.Gate, watch.Database, door.Egress, hook, TimeProvider.System);
        Assert.Equal(1, await through.RunAsync(CancellationToken.None));
        Assert.Equal((new string('a', 56) + ".onion", 80), (proxy.Seen.Single().Host, proxy.Seen.Single().Port));
    }

    [Fact]
    public async Task Run_NobodyIsToBeTold_SendsNothing()
    {
        using var watch = new TestWatch();
        using var tell = new TellAlarms(watch.Database.Gate, watch.Database, watch.Egress, Options.Create(new AlarmOptions()), watch.Clock);
        Assert.Equal(0, await tell.RunAsync(CancellationToken.None));
    }
}
