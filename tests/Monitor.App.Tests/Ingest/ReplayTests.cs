using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;
using Monitor.Core.Channels;
using Monitor.Core.Media;

namespace Monitor.App.Tests.Ingest;

/// <summary>Real captures, replayed by a local server, through the real program.</summary>
public sealed partial class ReplayTests
{
    [SkippableFact]
    public async Task Ingest_CaptureWithAlbumAndTooBigVideo_KeepsEveryPostAndTheGap()
    {
        var html = await File.ReadAllTextAsync(Core.Tests.SampleFiles.Path("telegram/mchs_bryansk_4656-4661_ru.html"));
        await using var server = await ReplayServer.StartAsync();
        using var folder = await IngestAsync(server, html);
        await using var db = FolderDatabase.Open(folder);
        Assert.Equal(["4656", "4659", "4660", "4661"], await db.Posts.OrderBy(post => post.NativeId).Select(post => post.NativeId).ToListAsync());
        Assert.Equal(["4657", "4658"], await db.PostAliases.OrderBy(alias => alias.NativeId).Select(alias => alias.NativeId).ToListAsync());
        Assert.Equal(1, await db.PostMedia.CountAsync(media => media.Gap == MediaGap.MediaTooBig));
        Assert.Equal(1, await db.CoverageGaps.CountAsync(gap => gap.Cause == GapCause.MediaTooBig && gap.ClosedAt == null));
        Assert.NotEmpty(await db.PostVersions.Where(version => version.ForwardedFrom != null).ToListAsync());
        Assert.Equal(0, await db.PostMedia.CountAsync(media => media.Gap == null && media.Source!.MediaItemId == null));
    }

    [SkippableFact]
    public async Task Poll_SameCaptureAgain_SendsIfNoneMatchAndAddsNoVersion()
    {
        var html = await File.ReadAllTextAsync(Core.Tests.SampleFiles.Path("telegram/xydessa_live_85858-85862_ru_2026.html"));
        await using var server = await ReplayServer.StartAsync();
        using var folder = await IngestAsync(server, html);
        var first = await CountsAsync(folder);
        var digest = (await MonitorProcess.RunAsync(folder, null, "status", "--digest")).Output;
        await using (var db = FolderDatabase.Open(folder))
        {
            Assert.Equal(["85858", "85859", "85860", "85861", "85862"], await db.Posts.OrderBy(post => post.NativeId).Select(post => post.NativeId).ToListAsync());
            var video = await db.PostMedia.SingleAsync(media => media.Kind == MediaKind.Video && media.ClaimedDurationMs != null && media.Gap == null);
            Assert.Equal(18_000, video.ClaimedDurationMs);
            Assert.NotNull((await db.MediaSources.SingleAsync(source => source.Id == video.MediaSourceId)).MediaItemId);
        }

        var downloads = server.Requests.Count(request => request.Path.StartsWith("/cdn/", StringComparison.Ordinal));
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, server.Opening, "poll", "replayed")).Code);
        Assert.True(server.Requests.Last(request => request.Path == "/s/channel").Headers.ContainsKey("If-None-Match"));
        Assert.Equal(digest, (await MonitorProcess.RunAsync(folder, null, "status", "--digest")).Output);

        server.Map("/s/channel", Encoding.UTF8.GetBytes(OtherCountsAndTokens(Localised(html, server))), "text/html; charset=utf-8");
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, server.Opening, "poll", "replayed")).Code);
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, server.Opening, "ingest", "--once")).Code);
        Assert.Equal(first, await CountsAsync(folder));
        Assert.Equal(digest, (await MonitorProcess.RunAsync(folder, null, "status", "--digest")).Output);
        Assert.Equal(downloads, server.Requests.Count(request => request.Path.StartsWith("/cdn/", StringComparison.Ordinal)));
    }

    private static async Task<TestFolder> IngestAsync(ReplayServer server, string html)
    {
        var clip = await TestMedia.ClipAsync("testsrc2=s=160x90:r=10", 1);
        var picture = await TestMedia.PictureAsync("testsrc2=s=160x90");
        var page = Localised(html, server);
        server.Map("/s/channel", Encoding.UTF8.GetBytes(page), "text/html; charset=utf-8");
        foreach (var path in CdnPattern().Matches(page).Select(match => new Uri(match.Value).AbsolutePath).Distinct())
            server.Map(path, path.EndsWith(".mp4", StringComparison.Ordinal) ? clip : picture, "application/octet-stream");
        var folder = new TestFolder(TestFolder.Pipeline(("replayed", "telegram", server.Origin + "/s/channel")));
        var run = await MonitorProcess.RunAsync(folder, server.Opening, "ingest", "--once");
        Assert.True(run.Code == 0, run.Errors);
        return folder;
    }

    /// <summary>The capture with its media addresses on the local server.</summary>
    private static string Localised(string html, ReplayServer server) => MediaHostPattern().Replace(html, server.Origin + "/cdn");

    private static string OtherCountsAndTokens(string html)
    {
        var changed = ViewsPattern().Replace(TokenPattern().Replace(html, "?token=another"), "message_views\">99.9K");
        Assert.NotEqual(html, changed);
        return changed;
    }

    private static async Task<string> CountsAsync(TestFolder folder)
    {
        await using var db = FolderDatabase.Open(folder);
        return string.Join(' ', await db.Posts.CountAsync(), await db.PostVersions.CountAsync(), await db.PostMedia.CountAsync(), await db.MediaSources.CountAsync(), await db.MediaItems.CountAsync(), await db.PostObservations.CountAsync(), await db.Keyframes.CountAsync());
    }

    [GeneratedRegex("https://cdn[0-9]*\\.(?:telesco\\.pe|cdn-telegram\\.org)")]
    private static partial Regex MediaHostPattern();

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+/cdn/[^\"')?\\s]+")]
    private static partial Regex CdnPattern();

    [GeneratedRegex("\\?token=[^\"'&]+")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("message_views\">[^<]+")]
    private static partial Regex ViewsPattern();
}
