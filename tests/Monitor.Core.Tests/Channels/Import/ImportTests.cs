using System.Text;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Import;
using Monitor.Core.Evidence;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Channels.Import;

/// <summary>What people bring by hand has the same custody as what was read, says who brought it, and fills gaps.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private readonly TestSite site = new();
    private TestWatch watch = null!;

    public Task InitializeAsync()
    {
        watch = new TestWatch(site.Endpoint) { Downloads = true };
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        watch.Dispose();
        await site.DisposeAsync();
    }

    private ImportFiles Files => new(watch.Database.Gate, watch.Store, watch.Record, watch.Clock);

    private ImportLink Links => new(watch.Database.Gate, watch.Database, watch.Readers, watch.Door, watch.Record, watch.Clock);

    [Fact]
    public async Task File_WithItsFacts_IsAPostWithCustodyAndOnceOnly()
    {
        var facts = new ImportFacts { SourceUrl = "https://example.org/clip", PublishedAt = new DateTimeOffset(2021, 9, 28, 11, 0, 0, TimeSpan.Zero), ObtainedFrom = "a relative", Outlet = Outlet.StateMedia };
        var first = await Files.RunAsync(Actor.Owner, Bytes("../../clip.mp4", "one"), facts, CancellationToken.None);
        var again = await Files.RunAsync(Actor.Owner, Bytes("clip.mp4", "one"), facts, CancellationToken.None);
        var second = await Files.RunAsync(Actor.Owner, Bytes("part-2.mp4", "two"), facts, CancellationToken.None);
        Assert.Equal((true, false, true), (first.IsNew, again.IsNew, second.IsNew));
        Assert.Equal((first.PostId, first.PostId), (again.PostId, second.PostId));
        await using var db = watch.Database.CreateDbContext();
        var post = await db.Posts.Include(row => row.Channel).SingleAsync();
        Assert.Equal((ChannelKind.Import, Outlet.StateMedia, facts.PublishedAt, "https://example.org/clip", true), (post.Channel!.Kind, post.Channel.Outlet, (DateTimeOffset?)post.PublishedAt, post.Url, post.NextCheckAt is null));
        Assert.Equal(["clip.mp4", "part-2.mp4"], await db.ManualImports.OrderBy(row => row.Id).Select(row => row.FileName).ToListAsync());
        Assert.Equal(2, await db.PostMedia.CountAsync(media => media.IsCurrent && media.Source!.MediaItemId != null));
        Assert.All(await db.MediaItems.ToListAsync(), item => Assert.True(item is { ExchangeId: 0, ImportId: not null }));
        Assert.Equal(2, await db.AuditEntries.CountAsync(entry => entry.Action == AuditAction.Imported));
        await watch.WorkAsync();
        await using var after = watch.Database.CreateDbContext();
        Assert.Equal(2, await after.StageRuns.CountAsync(run => run.Stage == StageKind.Probe));
        await VerifyAsync();
    }

    [Fact]
    public async Task File_AttachedToAPostWithAGap_FillsItForGood()
    {
        const string page = "<main class=\"tgme_main\" data-url=\"/x\"><section class=\"tgme_channel_history\"><div class=\"tgme_widget_message\" data-post=\"x/5\"><a class=\"tgme_widget_message_video_player not_supported\"><div class=\"message_media_not_supported_label\">Media is too big</div></a><div class=\"tgme_widget_message_text\">{0}</div><time datetime=\"2026-01-01T10:00:00+00:00\"></time></div></section></main>";
        site.Set("/s/x", page.Replace("{0}", "a long video", StringComparison.Ordinal));
        await watch.AddAsync(ChannelKind.Telegram, site.Url("/s/x"), set: channel => channel.IntervalMs = 600_000);
        await watch.WorkAsync();
        var done = await Files.RunAsync(Actor.Owner, Bytes("long.mp4", "bytes"), new ImportFacts { AttachTo = "M-000001" }, CancellationToken.None);
        site.Set("/s/x", page.Replace("{0}", "a long video, edited", StringComparison.Ordinal));
        watch.Clock.Advance(TimeSpan.FromMinutes(15));
        await watch.WorkAsync();
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal((1, 2), (done.PostId, await db.PostVersions.CountAsync()));
        var media = await db.PostMedia.Include(row => row.Source).SingleAsync();
        Assert.True(media is { Gap: null, IsCurrent: true, Source: { IsImported: true, MediaItemId: not null } });
        Assert.All(await db.CoverageGaps.Where(gap => gap.Cause == GapCause.MediaTooBig).ToListAsync(), gap => Assert.NotNull(gap.ClosedAt));
        Assert.All(await db.PostVersions.ToListAsync(), version => Assert.Null(version.ImportId));
        await VerifyAsync();
    }

    [Fact]
    public async Task Link_ToAPageWithAVideo_KeepsThePageAndFetchesTheVideo()
    {
        site.Set("/v.mp4", "video bytes", "video/mp4");
        site.Set("/story", $"<html><head><title>t</title><meta property=\"og:title\" content=\"They made him say it\"><meta property=\"og:description\" content=\"A clip.\"><meta property=\"og:video\" content=\"{site.Url("/v.mp4")}\"><meta property=\"article:published_time\" content=\"2021-09-28T14:05:00+03:00\"></head><body></body></html>");
        site.Set("/player", "<html><head><title>Only a player</title><meta property=\"og:type\" content=\"video.other\"></head><body></body></html>");
        var story = await Links.RunAsync(Actor.Owner, new ImportFacts { SourceUrl = site.Url("/story") }, CancellationToken.None);
        await Links.RunAsync(Actor.Owner, new ImportFacts { SourceUrl = site.Url("/player") }, CancellationToken.None);
        await Links.RunAsync(Actor.Owner, new ImportFacts { SourceUrl = site.Url("/v.mp4") }, CancellationToken.None);
        await watch.WorkAsync();
        await using var db = watch.Database.CreateDbContext();
        var version = await db.PostVersions.SingleAsync(row => row.PostId == story.PostId);
        Assert.Equal(("They made him say it", "A clip.", true, true), (version.Title, version.Text, version.ExchangeId > 0, version.ImportId > 0));
        Assert.Equal(new DateTimeOffset(2021, 9, 28, 11, 5, 0, TimeSpan.Zero), (await db.Posts.SingleAsync(post => post.Id == story.PostId)).PublishedAt);
        Assert.Equal(2, await db.PostMedia.CountAsync(media => media.Source!.MediaItemId != null));
        Assert.Equal(1, await db.CoverageGaps.CountAsync(gap => gap.Cause == GapCause.PageOnlyVideo));
        Assert.Equal(1, await db.MediaItems.CountAsync());
        await VerifyAsync();
    }

    [Theory]
    [InlineData("ftp://example.org/x", ImportRefusal.UrlNotUnderstood)]
    [InlineData("http://169.254.169.254/latest", ImportRefusal.NotReached)]
    [InlineData("http://127.0.0.1:1/", ImportRefusal.NotReached)]
    public async Task Link_ThatMayNotBeFetched_IsRefusedAndLeavesNoPost(string url, ImportRefusal refusal)
    {
        Assert.Equal(refusal, (await Assert.ThrowsAsync<ImportRefusedException>(() => Links.RunAsync(Actor.Owner, new ImportFacts { SourceUrl = url }, CancellationToken.None))).Refusal);
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(0, await db.Posts.CountAsync());
    }

    [Fact]
    public async Task File_WithoutAnAddressTwice_IsOnePost()
    {
        var first = await Files.RunAsync(Actor.Owner, Bytes("a.mp4", "same"), new ImportFacts(), CancellationToken.None);
        Assert.Equal(new ImportedPost(first.PostId, false), await Files.RunAsync(Actor.Owner, Bytes("b.mp4", "same"), new ImportFacts(), CancellationToken.None));
    }

    [Fact]
    public async Task Download_ThatFailsForGood_IsAGap()
    {
        site.Set("/page", $"<html><head><title>t</title><meta property=\"og:video\" content=\"{site.Url("/v.mp4")}\"></head><body></body></html>");
        site.Set("/v.mp4", "", "video/mp4", status: 451);
        await Links.RunAsync(Actor.Owner, new ImportFacts { SourceUrl = site.Url("/page") }, CancellationToken.None);
        await watch.WorkAsync();
        await using var db = watch.Database.CreateDbContext();
        Assert.Equal(GapCause.MediaNotFetched, (await db.CoverageGaps.SingleAsync()).Cause);
    }

    [Fact]
    public async Task File_EmptyOrForAPostThatIsNotThere_IsRefused()
    {
        Assert.Equal(ImportRefusal.FileEmpty, (await Assert.ThrowsAsync<ImportRefusedException>(() => Files.RunAsync(Actor.Owner, Bytes("a.mp4", ""), new ImportFacts(), CancellationToken.None))).Refusal);
        Assert.Equal(ImportRefusal.NoSuchPost, (await Assert.ThrowsAsync<ImportRefusedException>(() => Files.RunAsync(Actor.Owner, Bytes("a.mp4", "x"), new ImportFacts { AttachTo = "M-000099" }, CancellationToken.None))).Refusal);
    }

    [Fact]
    public void Sheet_WithGoodAndBadRows_TellsEach()
    {
        var rows = ImportSheet.Parse(new MemoryStream(Encoding.UTF8.GetBytes("\uFEFFfile;source_url;published;obtained_from;outlet\na.mp4;https://example.org/a;2021-09-28;\"me; and you\";state-media\nb.mp4;;yesterday;;\n;;;;\nc.mp4;;;;radio\n")));
        Assert.Equal([null, ImportRefusal.DateNotUnderstood, ImportRefusal.FileMissing, ImportRefusal.OutletNotUnderstood], rows.Select(row => row.Refusal?.Refusal));
        Assert.Equal(("a.mp4", "me; and you", Outlet.StateMedia, 2), (rows[0].File, rows[0].Facts.ObtainedFrom, rows[0].Facts.Outlet, rows[0].Line));
        Assert.Throws<ImportRefusedException>(() => ImportSheet.Parse(new MemoryStream([0xFF, 0xD8, 0xFF])));
        Assert.Throws<ImportRefusedException>(() => ImportSheet.Parse(new MemoryStream("name,url\n"u8.ToArray())));
    }

    private static ImportedFile Bytes(string name, string text) => new(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private async Task VerifyAsync() => Assert.Empty((await TestVerify.RunAsync(watch.Database, watch.Store)).Problems);
}
