using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Fetching;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Tests.Fetching;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Channels;

/// <summary>The watch behind a proxy, with hosts that are dead, servers that refuse exits, and a proxy that reaches nothing: each is told as what it is, and nothing is lost.</summary>
public sealed class ProxiedWatchTests : IAsyncLifetime
{
    private const string FeedUrl = "http://watched.test/feed";
    private readonly TestSite site = new();
    private SocksStandIn proxy = null!;
    private TestWatch watch = null!;

    public Task InitializeAsync()
    {
        proxy = new SocksStandIn { Target = (_, _) => site.Endpoint };
        watch = new TestWatch { Downloads = true };
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        watch.Dispose();
        await proxy.DisposeAsync();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Watch_OneDeadHost_HoldsTheLooksOfNoNeighbour()
    {
        Feed(("1", "http://r4.test/1", null), ("2", "http://watched.test/2", null), ("3", "http://watched.test/3", null), ("4", "http://r5.test/4", null), ("5", "http://watched.test/5", null));
        site.Set("/5", "still there");
        await AddAsync();
        await watch.WorkAsync();
        Feed();
        watch.Clock.Advance(TimeSpan.FromHours(2));
        await watch.WorkAsync();
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(["2", "3"], await db.Posts.Where(post => post.TakenDownAt != null).Select(post => post.NativeId).Order().ToListAsync());
        var later = await db.Posts.Where(post => post.NativeId == "1" || post.NativeId == "4").Select(post => post.NextCheckAt).ToListAsync();
        Assert.All(later, at => Assert.Equal(watch.Clock.GetUtcNow().AddHours(1), at));
        Assert.Equal(2, await db.Exchanges.CountAsync(exchange => exchange.Refusal == FetchRefusal.ConnectFailed && exchange.RefusalDetail!.Contains("answered")));
    }

    [Fact]
    public async Task Watch_OnePageThatFailsForEver_HidesNoTakedownOfItsNeighbours()
    {
        Feed(("1", "http://watched.test/1", null), ("2", "http://watched.test/2", null), ("3", "http://watched.test/3", null));
        site.Set("/1", "", status: 500);
        await AddAsync();
        await watch.WorkAsync();
        Feed();
        watch.Clock.Advance(TimeSpan.FromHours(2));
        await watch.WorkAsync();
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(["2", "3"], await db.Posts.Where(post => post.TakenDownAt != null).Select(post => post.NativeId).Order().ToListAsync());
    }

    [Fact]
    public async Task Watch_OneServerInTrouble_HoldsTheLooksOfNoNeighbourEither()
    {
        Feed(("1", "http://ill.test/1", null), ("2", "http://ill.test/2", null), ("3", "http://watched.test/3", null));
        site.Set("/1", "", status: 503);
        site.Set("/2", "", status: 503);
        await AddAsync();
        await watch.WorkAsync();
        Feed();
        watch.Clock.Advance(TimeSpan.FromHours(2));
        await watch.WorkAsync();
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(["3"], await db.Posts.Where(post => post.TakenDownAt != null).Select(post => post.NativeId).ToListAsync());
        Assert.Equal(2, site.Asked.Count(path => path is "/1" or "/2"));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    public async Task Download_RefusedToTheProxy_IsTriedOnAFreshCircuitThenByTheLadderAndIsNoMediaGone(int status)
    {
        Feed(("1", "http://watched.test/1", "http://media.test/v.mp4"));
        site.Set("/v.mp4", "", status: status);
        await AddAsync();
        await watch.WorkAsync();
        Assert.Equal(2, Asked("media.test").DistinctBy(seen => seen.User).Count());
        var run = await DownloadAsync();
        Assert.Equal((StageState.Pending, OutcomeReason.RefusedToProxy), (run.State, run.Reason));
        await watch.Database.Gate.WriteAsync(db => db.StageRuns.Where(row => row.Id == run.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Attempt, 11)), CancellationToken.None);
        watch.Clock.Advance(TimeSpan.FromDays(1));
        await watch.WorkAsync();
        run = await DownloadAsync();
        Assert.Equal((StageState.Failed, OutcomeReason.RefusedToProxy, 12), (run.State, run.Reason, run.Attempt));
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(MediaGap.RefusedToProxy, (await db.PostMedia.SingleAsync()).Gap);
        Assert.Equal(1, await db.CoverageGaps.CountAsync(gap => gap.Cause == GapCause.MediaRefusedToProxy && gap.ClosedAt == null));
        Assert.Equal(0, await db.CoverageGaps.CountAsync(gap => gap.Cause == GapCause.MediaGone));
    }

    [Fact]
    public async Task Download_FreshCircuitIsNotRefused_IsHad()
    {
        Feed(("1", "http://watched.test/1", "http://media.test/v.mp4"));
        var asked = 0;
        await using var picky = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, $"HTTP/1.1 {(asked++ == 0 ? "403 Forbidden" : "200 OK")}\r\nContent-Length: 4\r\nConnection: close\r\n\r\nclip", token));
        await using var way = new SocksStandIn { Target = (host, _) => host == "media.test" ? picky.Endpoint : site.Endpoint };
        await AddAsync(way.Endpoint);
        await watch.WorkAsync();
        Assert.Equal(StageState.Done, (await DownloadAsync()).State);
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal([403, 200], await db.Exchanges.Where(exchange => exchange.RequestedUrl.Contains("media.test")).OrderBy(exchange => exchange.Id).Select(exchange => exchange.Status).ToListAsync());
    }

    [Theory]
    [InlineData("aws-chunked", "plain bytes", "plain bytes")]
    [InlineData("gzip", "no gzip", "no gzip")]
    [InlineData("identity", "plain", "plain")]
    public async Task Download_CodingThatIsNotKnownOrBroken_KeepsTheBytesAsTheyCame(string coding, string body, string kept)
    {
        Feed(("1", "http://watched.test/1", "http://media.test/v.mp4"));
        await using var odd = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}", token));
        await using var way = new SocksStandIn { Target = (host, _) => host == "media.test" ? odd.Endpoint : site.Endpoint };
        await AddAsync(way.Endpoint);
        await watch.WorkAsync();
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(kept)).Hex, (await db.MediaItems.SingleAsync()).ContentHash);
    }

    [Fact]
    public async Task Download_CompressedForTheWay_IsTheFileWithItsParent()
    {
        Feed(("1", "http://watched.test/1", "http://media.test/v.mp4"));
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true)) gzip.Write("the clip itself"u8);
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await RawServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\nConnection: close\r\n\r\n", token);
            await stream.WriteAsync(packed.ToArray(), token);
        });
        await using var way = new SocksStandIn { Target = (host, _) => host == "media.test" ? server.Endpoint : site.Endpoint };
        await AddAsync(way.Endpoint);
        await watch.WorkAsync();
        await using var db = watch.Database.CreateDbContext();
        var decoded = await db.Derivatives.SingleAsync();
        Assert.Equal((ContentHash.Of("the clip itself"u8.ToArray()).Hex, DerivativeKind.Decoded, ContentHash.Of(packed.ToArray()).Hex), (decoded.OutputHash, decoded.Kind, decoded.ParentHash));
        Assert.Equal(decoded.OutputHash, (await db.MediaItems.SingleAsync()).ContentHash);
    }

    [Fact]
    public async Task Download_DeadHostWhileOthersAreReached_EndsAsAGap()
    {
        Feed(("1", "http://watched.test/1", "http://r4.test/v.mp4"));
        await AddAsync();
        await watch.WorkUntilAsync(watch.Clock.GetUtcNow().AddDays(8), TimeSpan.FromHours(2));
        var run = await DownloadAsync();
        Assert.Equal((StageState.Failed, OutcomeReason.FetchRefused), (run.State, run.Reason));
        Assert.StartsWith("ConnectFailed: The host was not reached: the proxy answered 4, ", run.Detail, StringComparison.Ordinal);
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(1, await db.CoverageGaps.CountAsync(gap => gap.Cause == GapCause.MediaNotFetched && gap.ClosedAt == null));
    }

    [Fact]
    public async Task Download_ProxyThatReachesNothing_IsNeverGivenUp()
    {
        Feed(("1", "http://watched.test/1", "http://r6.test/v.mp4"));
        await AddAsync();
        await watch.WorkAsync();
        // From here on every host of this proxy is dead, as when all exits are away.
        using var later = new TestWatch(watch, watch.Clock.GetUtcNow()) { Downloads = true };
        await later.Database.Gate.WriteAsync(db => db.Channels.ExecuteUpdateAsync(set => set.SetProperty(row => row.Url, "http://r6.test/feed")), CancellationToken.None);
        await later.WorkUntilAsync(later.Clock.GetUtcNow().AddDays(30), TimeSpan.FromHours(5));
        var run = await DownloadAsync();
        Assert.Equal((StageState.Pending, OutcomeReason.NothingReached), (run.State, run.Reason));
        await using var db = watch.Database.CreateDbContext();
        var channel = await db.Channels.SingleAsync();
        Assert.True(channel.Failures > 10);
        Assert.True(channel.NextPollAt - later.Clock.GetUtcNow() <= TimeSpan.FromMinutes(5), "a channel is polled soon after the exits are back");
    }

    [Fact]
    public async Task Poll_ServerThatGivesEachReaderAValidator_NeverGetsOneBack()
    {
        await using var tracking = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\nETag: \"{Guid.NewGuid():N}\"\r\nContent-Type: application/rss+xml\r\nContent-Length: {Rss.Length}\r\nConnection: close\r\n\r\n{Rss}", token));
        RawServer? asked = null;
        await using var stable = asked = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, asked!.Requests.Last().Contains("If-None-Match", StringComparison.Ordinal) ? "HTTP/1.1 304 X\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n"
            : $"HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Type: application/rss+xml\r\nContent-Length: {Rss.Length}\r\nConnection: close\r\n\r\n{Rss}", token));
        await using var way = new SocksStandIn { Target = (host, _) => host == "tracking.test" ? tracking.Endpoint : stable.Endpoint };
        foreach (var name in new[] { "tracking", "stable" }) await watch.AddAsync(ChannelKind.Feed, $"http://{name}.test/feed", name, channel => channel.Egress = "socks5://" + way.Endpoint);
        await watch.WorkUntilAsync(watch.Clock.GetUtcNow().AddHours(3), TimeSpan.FromMinutes(20));
        Assert.True(tracking.Requests.Count > 6);
        Assert.DoesNotContain(tracking.Requests, request => request.Contains("If-None-Match", StringComparison.Ordinal));
        Assert.Equal([false, false, true, true], stable.Requests.Take(4).Select(request => request.Contains("If-None-Match: \"v1\"", StringComparison.Ordinal)));
        Assert.Equal(2, way.Seen.Where(seen => seen.Host == "stable.test").DistinctBy(seen => seen.User).Count());
    }

    [Fact]
    public async Task Schedule_ManyChannelsOfOneHost_AreStretchedAndItIsSaid()
    {
        for (var at = 0; at < 120; at++) await watch.AddAsync(ChannelKind.Feed, $"http://watched.test/{at}", $"c{at}", channel => (channel.Egress, channel.IntervalMs) = ("socks5://" + proxy.Endpoint, 60_000));
        await watch.AddAsync(ChannelKind.Feed, "http://alone.test/", "alone", channel => (channel.Egress, channel.IntervalMs) = ("socks5://" + proxy.Endpoint, 60_000));
        await watch.AddAsync(ChannelKind.Feed, "http://watched.test/direct", "direct", channel => channel.IntervalMs = 60_000);
        var crowds = new CrowdedHosts(watch.Database, watch.Egress, watch.Clock);
        var crowd = Assert.Single(crowds.All());
        Assert.Equal(("watched.test", 120, 8.0), (crowd.Host, crowd.Channels, Math.Round(crowd.Factor, 3)));
        await using var db = watch.Database.CreateDbContext();
        var factors = (await db.Channels.ToListAsync()).GroupBy(channel => Math.Round(crowds.FactorOf(channel), 3)).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((120, 2), (factors[8], factors[1]));
    }

    private const string Rss = "<rss version=\"2.0\"><channel><title>t</title><item><guid>1</guid><title>x</title></item></channel></rss>";

    private Task<long> AddAsync(string? way = null) => watch.AddAsync(ChannelKind.Feed, FeedUrl, set: channel => channel.Egress = "socks5://" + (way ?? proxy.Endpoint));

    private void Feed(params (string Id, string Link, string? Media)[] items) => site.Set("/feed", "<rss version=\"2.0\"><channel><title>t</title>" + string.Concat(items.Select(item =>
        $"<item><guid isPermaLink=\"false\">{item.Id}</guid><title>item {item.Id}</title><link>{item.Link}</link>{(item.Media is null ? "" : $"<enclosure url=\"{item.Media}\" type=\"video/mp4\" length=\"4\"/>")}</item>")) + "</channel></rss>", "application/rss+xml");

    private IEnumerable<SocksRequest> Asked(string host) => proxy.Seen.Where(seen => seen.Host == host);

    private async Task<StageRun> DownloadAsync()
    {
        await using var db = watch.Database.CreateDbContext();
        return await db.StageRuns.SingleAsync(run => run.Stage == StageKind.Download);
    }
}
