using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Core.Tests.Fetching;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Channels;

/// <summary>Servers that say "not modified" unasked, give old copies and halves, renew addresses and number sessions: nothing of it becomes a success, or an edit, that it is not.</summary>
public sealed class OddServersTests : IAsyncLifetime
{
    private const string Picture = "\u00ff\u00d8\u00ff picture";

    private readonly TestSite site = new();
    private TestWatch watch = null!;

    public Task InitializeAsync()
    {
        watch = new TestWatch(site.Endpoint) { Downloads = true };
        watch.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(7);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        watch.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Poll_NotModifiedToARequestWithoutConditions_IsAFailure()
    {
        site.Set("/feed", "", status: 304);
        var id = await watch.AddAsync(ChannelKind.Feed, site.Url("/feed"));
        await watch.WorkAsync();
        var channel = await watch.ChannelAsync(id);
        Assert.Equal((null, 1), (channel.LastSuccessAt, channel.Failures));
        Assert.StartsWith(nameof(OutcomeReason.NotModifiedUnasked), channel.LastReason, StringComparison.Ordinal);
        await AgainAsync();
        Assert.Equal(ChannelAlarm.Failing, ChannelHealth.Of(await watch.ChannelAsync(id), watch.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Poll_OldCopyOrEmptyPageOrAnotherPage_IsAFailureAndChangesNothing()
    {
        site.Set("/s/c", Page(1, 12));
        var id = await watch.AddAsync(ChannelKind.Telegram, site.Url("/s/c"));
        await watch.WorkAsync();
        foreach (var (page, reason) in new[] { (Page(1, 8, "as it was before"), OutcomeReason.OldCopy), (Page(0, 0), OutcomeReason.NoKnownPost), (Page(1, 3, "older still"), OutcomeReason.NoKnownPost) })
        {
            site.Set("/s/c", page);
            await AgainAsync();
            Assert.StartsWith(reason.ToString(), (await watch.ChannelAsync(id)).LastReason, StringComparison.Ordinal);
        }

        Assert.Equal((12, 12), await PostsAndVersionsAsync());
        // Two that were taken down, and one that is new, are believed.
        site.Set("/s/c", Page(1, 10));
        await AgainAsync();
        Assert.Equal(0, (await watch.ChannelAsync(id)).Failures);
        site.Set("/s/c", Page(5, 13));
        await AgainAsync();
        Assert.Equal((0, 13), ((await watch.ChannelAsync(id)).Failures, (await PostsAndVersionsAsync()).Posts));
    }

    [Fact]
    public async Task Poll_AnswerWithoutItsEnd_IsAFailureAndNoEdit()
    {
        var whole = Page(1, 4, "He confessed under pressure; so it was said.");
        await using var server = new RawServer(async (path, stream, token) =>
        {
            var body = Encoding.UTF8.GetBytes(path.Contains("cut", StringComparison.Ordinal) ? whole[..(whole.Length / 2)] : whole);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n"), token);
            await stream.WriteAsync(body, token);
        });
        using var own = new TestWatch(server.Endpoint);
        var id = await own.AddAsync(ChannelKind.Telegram, server.Url("/s/c").AbsoluteUri);
        await own.WorkAsync();
        Assert.Equal(0, (await own.ChannelAsync(id)).Failures);
        await own.Database.Gate.WriteAsync(db => db.Channels.ExecuteUpdateAsync(set => set.SetProperty(row => row.Url, server.Url("/s/c?cut").AbsoluteUri).SetProperty(row => row.NextPollAt, own.Clock.GetUtcNow())), default);
        await own.WorkAsync();
        Assert.StartsWith(nameof(OutcomeReason.CutOff), (await own.ChannelAsync(id)).LastReason, StringComparison.Ordinal);
        await using var db = own.Database.CreateDbContext();
        Assert.Equal((4, 4), (await db.Posts.CountAsync(), await db.PostVersions.CountAsync()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Poll_GzipWithoutItsEnd_IsAFailureAndRecordsNothing(bool isTelegram)
    {
        var body = Encoding.UTF8.GetBytes(isTelegram ? Page(1, 30, "words that go on and on") : Feed(Enumerable.Range(1, 40).Select(number => Item(number, "text " + number, "https://example.org/" + number))));
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) await gzip.WriteAsync(body);
        var cut = packed.ToArray()[..(int)(packed.Length * 2 / 3)];
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nContent-Length: {cut.Length}\r\nConnection: close\r\n\r\n"), token);
            await stream.WriteAsync(cut, token);
        });
        using var own = new TestWatch(server.Endpoint);
        var id = await own.AddAsync(isTelegram ? ChannelKind.Telegram : ChannelKind.Feed, server.Url(isTelegram ? "/s/c" : "/feed").AbsoluteUri);
        await own.WorkAsync();
        Assert.Equal((null, 1), ((await own.ChannelAsync(id)).LastSuccessAt, (await own.ChannelAsync(id)).Failures));
        await using var db = own.Database.CreateDbContext();
        Assert.Equal(0, await db.Posts.CountAsync());
    }

    [Fact]
    public async Task Poll_PictureAtARenewedAddress_IsTheSameMediumAndNoEdit()
    {
        await watch.AddAsync(ChannelKind.Telegram, site.Url("/s/c"));
        for (var turn = 1; turn <= 4; turn++)
        {
            site.Set($"/file/token{turn}.jpg", Picture, "image/jpeg");
            site.Set("/s/c", WithPicture($"/file/token{turn}.jpg"));
            await AgainAsync();
        }

        await using var db = watch.Database.CreateDbContext();
        Assert.Equal((1, 1, 1), (await db.PostVersions.CountAsync(), await db.MediaItems.CountAsync(), await db.PostMedia.CountAsync()));
        Assert.Equal(3, await db.MediaRenewals.CountAsync(row => row.State == RenewalState.Same));
        // Each address was asked for once.
        Assert.All(Enumerable.Range(1, 4), turn => Assert.Single(site.Asked, path => path == $"/file/token{turn}.jpg"));
        Assert.Empty((await TestVerify.RunAsync(watch.Database, watch.Store)).Problems);
    }

    [Fact]
    public async Task Poll_OtherPictureAtANewAddress_IsAVersionOnceItIsThere()
    {
        await watch.AddAsync(ChannelKind.Telegram, site.Url("/s/c"));
        site.Set("/file/a.jpg", Picture, "image/jpeg");
        site.Set("/s/c", WithPicture("/file/a.jpg"));
        await watch.WorkAsync();
        site.Set("/file/b.jpg", Picture + " of somebody else", "image/jpeg");
        site.Set("/s/c", WithPicture("/file/b.jpg"));
        await AgainAsync();
        await AgainAsync();
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal((2, 2), (await db.PostVersions.CountAsync(), await db.MediaItems.CountAsync()));
        Assert.Equal([false, true], await db.PostMedia.OrderBy(row => row.Id).Select(row => row.IsCurrent).ToListAsync());
        Assert.Empty((await TestVerify.RunAsync(watch.Database, watch.Store)).Problems);
    }

    [Fact]
    public async Task Poll_PicturesThatTakeTurns_AreVersionsAndStopNoPoll()
    {
        var id = await watch.AddAsync(ChannelKind.Telegram, site.Url("/s/c"));
        foreach (var turn in "abcabcba")
        {
            site.Set($"/file/{turn}.jpg", Picture + turn, "image/jpeg");
            site.Set("/s/c", WithPicture($"/file/{turn}.jpg"));
            await AgainAsync();
        }

        await using var db = watch.Database.CreateDbContext();
        Assert.Equal((0, 3), ((await watch.ChannelAsync(id)).Failures, await db.MediaItems.CountAsync()));
        Assert.Empty(await db.StageRuns.Where(row => row.Reason == OutcomeReason.Fault).ToListAsync());
        Assert.True(await db.PostVersions.CountAsync() >= 6);
        Assert.Empty((await TestVerify.RunAsync(watch.Database, watch.Store)).Problems);
    }

    [Fact]
    public async Task Poll_SiteGoesOverToHttps_KnowsItsItemsAgain()
    {
        var id = await watch.AddAsync(ChannelKind.Feed, site.Url("/feed"));
        foreach (var scheme in new[] { "http", "https", "https" })
        {
            site.Set("/feed", Feed([$"<item><guid>{scheme}://example.org/?p=1</guid><title>One</title><pubDate>Mon, 01 Sep 2025 15:53:56 +0300</pubDate></item>"]), "application/rss+xml");
            await AgainAsync();
        }

        Assert.Equal((1, 1), await PostsAndVersionsAsync());
        Assert.Equal(0, (await watch.ChannelAsync(id)).Failures);
    }

    [Fact]
    public async Task Poll_SessionNumbersInLinks_AreNoEdits()
    {
        await watch.AddAsync(ChannelKind.Feed, site.Url("/feed"));
        for (var turn = 1; turn <= 3; turn++)
        {
            site.Set("/feed", Feed([Item(1, $"&lt;p&gt;text &lt;a href=\"http://example.org/x?a=7&amp;amp;sid={turn}\"&gt;more&lt;/a&gt;&lt;/p&gt;", $"http://example.org/1?utm_source=rss&amp;rnd={turn}")]), "application/rss+xml");
            await AgainAsync();
        }

        Assert.Equal((1, 1), await PostsAndVersionsAsync());
        // Another page behind the link is an edit.
        site.Set("/feed", Feed([Item(1, "&lt;p&gt;text &lt;a href=\"http://example.org/x?a=8&amp;amp;sid=9\"&gt;more&lt;/a&gt;&lt;/p&gt;", "http://example.org/1")]), "application/rss+xml");
        await AgainAsync();
        Assert.Equal((1, 2), await PostsAndVersionsAsync());
    }

    [Fact]
    public async Task Poll_ChangedDateOfPublication_IsAVersion()
    {
        await watch.AddAsync(ChannelKind.Feed, site.Url("/feed"));
        foreach (var date in new[] { "Tue, 01 Sep 2025 15:53:56 +0300", "Wed, 02 Sep 2025 09:00:00 +0300", "Wed, 02 Sep 2025 09:00:00 +0300" })
        {
            site.Set("/feed", Feed([Item(1, "text", "http://example.org/1", date)]), "application/rss+xml");
            await AgainAsync();
        }

        Assert.Equal((1, 2), await PostsAndVersionsAsync());
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal([new DateTimeOffset(2025, 9, 1, 12, 53, 56, TimeSpan.Zero), new DateTimeOffset(2025, 9, 2, 6, 0, 0, TimeSpan.Zero)], await db.PostVersions.OrderBy(row => row.Ordinal).Select(row => row.PublishedAt!.Value).ToListAsync());
    }

    [Fact]
    public async Task Poll_DateThatIsNotReadOrADayAlone_IsKeptAsThat()
    {
        site.Set("/feed", Feed([Item(1, "text", "http://example.org/1", "вчера"), Item(2, "text", "http://example.org/2", "05.02.2025"), Item(3, "text", "http://example.org/3", "5 лютага 2025 г., 10:00")]), "application/rss+xml");
        await watch.AddAsync(ChannelKind.Feed, site.Url("/feed"));
        await watch.WorkAsync();
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal([DatePrecision.Unknown, DatePrecision.Day, DatePrecision.Time], await db.Posts.OrderBy(row => row.Url).Select(row => row.PublishedPrecision).ToListAsync());
        Assert.Empty(await db.CoverageGaps.Where(gap => gap.Cause == GapCause.ItemUnreadable).ToListAsync());
    }

    [Theory]
    [InlineData("Thu, 01 Jan 2026 14:00:00 GMT")]
    [InlineData("Thursday, 01-Jan-26 14:00:00 GMT")]
    [InlineData("Thu Jan  1 14:00:00 2026")]
    public void Pace_RetryAfterInEachForm_IsRead(string date) =>
        Assert.Equal(TimeSpan.FromHours(2), ServerPace.Of(Answer("Retry-After: " + date), new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero)).RetryAfter);

    [Fact]
    public void Pace_AgeInACache_IsTakenOffTheLife()
    {
        var now = watch.Clock.GetUtcNow();
        Assert.Equal(TimeSpan.FromSeconds(400), ServerPace.Of(Answer("Cache-Control: public, max-age=86400\nAge: 86000"), now).MaxAge);
        Assert.Equal(TimeSpan.Zero, ServerPace.Of(Answer("Cache-Control: max-age=10\nAge: 86000"), now).MaxAge);
    }

    [Fact]
    public async Task Poll_PersonsIntervalAndExpiresInAYear_KeepsTheInterval()
    {
        await using var server = new RawServer(async (_, stream, token) =>
        {
            var body = Encoding.UTF8.GetBytes(Feed([Item(1, "text", "http://example.org/1")]));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nExpires: Fri, 01 Jan 2027 12:00:00 GMT\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), token);
            await stream.WriteAsync(body, token);
        });
        using var own = new TestWatch(server.Endpoint);
        var id = await own.AddAsync(ChannelKind.Feed, server.Url("/feed").AbsoluteUri, set: row => row.IntervalMs = 600_000);
        await own.WorkAsync();
        Assert.InRange((await own.ChannelAsync(id)).NextPollAt - own.Clock.GetUtcNow(), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData("<h1>A title that is long enough</h1> and the text", Sighting.Seen)]
    [InlineData("<h1>A&nbsp;title «that» is long&#8201;enough</h1>", Sighting.Seen)]
    [InlineData("<h1>Welcome to our site</h1>", Sighting.Unknown)]
    public void Judge_PageOfAnItem_HoldsOnlyWhereItNamesIt(string page, Sighting expected) =>
        Assert.Equal(expected, watch.Readers[1].Judge(Answer("Content-Type: text/html; charset=utf-8"), Encoding.UTF8.GetBytes(page), ["A title that is long enough"]));

    private async Task AgainAsync()
    {
        watch.Clock.Advance(TimeSpan.FromMinutes(40));
        await watch.Database.Gate.WriteAsync(db => db.Channels.ExecuteUpdateAsync(set => set.SetProperty(row => row.NextPollAt, watch.Clock.GetUtcNow())), default);
        await watch.WorkAsync();
    }

    private async Task<(int Posts, int Versions)> PostsAndVersionsAsync()
    {
        await using var db = watch.Database.CreateDbContext();
        return (await db.Posts.CountAsync(), await db.PostVersions.CountAsync());
    }

    private static FetchResult Answer(string headers) => new(new Exchange { Status = 200, ResponseHeaders = headers, FinalUrl = "https://example.org/" }, null, null);

    private string WithPicture(string path) => Wrap($"<div class=\"tgme_widget_message\" data-post=\"c/1\"><a class=\"tgme_widget_message_photo_wrap\" style=\"background-image:url('{site.Url(path)}')\"></a><div class=\"tgme_widget_message_text js-message_text\">same text</div><time datetime=\"2025-12-01T10:00:00+00:00\"></time></div>");

    private static string Page(int first, int last, string words = "words") => Wrap(last == 0 ? "<div class=\"tme_no_messages_found\">No posts found</div>" : string.Concat(Enumerable.Range(first, last - first + 1).Select(number =>
        $"<div class=\"tgme_widget_message\" data-post=\"c/{number}\"><div class=\"tgme_widget_message_text js-message_text\">Post {number}: {words}</div><time datetime=\"2025-12-01T10:{number:00}:00+00:00\"></time></div>")));

    private static string Wrap(string messages) => $"<!DOCTYPE html><html><body><main class=\"tgme_main\" data-url=\"/c\"><section class=\"tgme_channel_history\">{messages}</section></main></body></html>";

    private static string Feed(IEnumerable<string> items) => "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>T</title>" + string.Concat(items) + "</channel></rss>";

    private static string Item(int number, string text, string link, string date = "Mon, 01 Sep 2025 15:53:56 +0300") => $"<item><guid isPermaLink=\"false\">{number}</guid><title>One</title><link>{link}</link><pubDate>{date}</pubDate><description>{text}</description></item>";
}
