using System.Text;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Ingest;

/// <summary>Fault 1 to 4: kill -9 of the real process at any time loses nothing and doubles nothing.</summary>
public sealed class KillTests
{
    private const int Kills = 20;

    [Fact]
    public async Task Ingest_KilledTwentyTimes_EndsAsAnUndisturbedRun()
    {
        await using var server = await ReplayServer.StartAsync();
        await FillAsync(server);
        var (expected, blobs, _) = await IngestAsync(server, []);
        Assert.Contains("\"posts\": 3,", expected, StringComparison.Ordinal);
        Assert.Contains("\"mediaItems\": 2,", expected, StringComparison.Ordinal);
        var random = new Random(int.TryParse(Environment.GetEnvironmentVariable("MONITOR_KILL_SEED"), out var seed) ? seed : 20261124);
        var killed = 0;
        for (var folders = 0; killed < Kills; folders++)
        {
            Assert.True(folders < 2 * Kills, "The process ends before it can be killed.");
            // Several kills in one folder, each after more of the bytes are there, and a little later than that.
            var points = Enumerable.Range(0, 4).Select(_ => (Blobs: random.Next(1, blobs), Later: random.Next(40))).OrderBy(point => point.Blobs).ToArray();
            var run = await IngestAsync(server, points);
            Assert.True(expected == run.State && blobs == run.Blobs, $"killed at {string.Join(' ', points)}: {blobs} blobs expected, {run.Blobs} there\n{expected}\n{run.State}");
            killed += run.Kills;
        }
    }

    private static async Task<(string State, int Blobs, int Kills)> IngestAsync(ReplayServer server, (int Blobs, int Later)[] killAt)
    {
        using var folder = new TestFolder(TestFolder.Pipeline(("one", "telegram", server.Origin + "/s/one"), ("two", "feed", server.Origin + "/two.xml")));
        var kills = 0;
        foreach (var (blobs, later) in killAt)
        {
            await using var ingest = MonitorProcess.Start(folder, server.Opening, "ingest", "--once");
            while (!ingest.HasExited && Blobs(folder) < blobs) await Task.Delay(5);
            await Task.Delay(later);
            if (ingest.HasExited) break;
            await ingest.KillAsync();
            kills++;
        }

        await FinishAsync(folder, server);
        var verified = await MonitorProcess.RunAsync(folder, null, "verify");
        Assert.True(verified.Code == 0, verified.Output);
        await using var db = FolderDatabase.Open(folder);
        var digest = await MonitorProcess.RunAsync(folder, null, "status", "--digest");
        Assert.Equal(64, digest.Output.Trim().Length);
        var status = await MonitorProcess.RunAsync(folder, null, "status", "--json");
        return (digest.Output + status.Output, await db.Blobs.CountAsync(), kills);
    }

    /// <summary>Ingests to the end. Where the machine stood still so long that a request ran into its limit, that is tried again when its back-off is over.</summary>
    private static async Task FinishAsync(TestFolder folder, ReplayServer server)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var run = await MonitorProcess.RunAsync(folder, server.Opening, "ingest", "--once");
            Assert.True(run.Code == 0, run.Errors);
            await using var db = FolderDatabase.Open(folder);
            if (!await db.StageRuns.AnyAsync(row => row.State != Core.Pipelines.StageState.Done)) return;
            await Task.Delay(TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>Whole blobs in the store so far.</summary>
    private static int Blobs(TestFolder folder)
    {
        var root = Path.Combine(folder.Path, "blobs");
        return Directory.Exists(root) ? Directory.EnumerateDirectories(root).Where(path => Path.GetFileName(path) != "incoming").Sum(path => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Count()) : 0;
    }

    private static async Task FillAsync(ReplayServer server)
    {
        server.Map("/a.mp4", await TestMedia.ClipAsync($"testsrc2=s=320x180:r=25,drawtext=fontfile={TestMedia.Font}:text='Сход':fontsize=30:x=20:y=130:fontcolor=white:box=1:boxcolor=black", 2), "video/mp4");
        server.Map("/b.mp4", await TestMedia.ClipAsync("mandelbrot=s=320x180:r=25", 2), "video/mp4");
        string Message(int id, string file) => $"<div class=\"tgme_widget_message\" data-post=\"one/{id}\"><a class=\"tgme_widget_message_video_player\"><video src=\"{server.Origin}/{file}?token=1\"></video></a><div class=\"tgme_widget_message_text\">Post {id}</div><a class=\"tgme_widget_message_date\"><time datetime=\"2026-01-0{id}T10:00:00+00:00\"></time></a></div>";
        server.Map("/s/one", Encoding.UTF8.GetBytes($"<main class=\"tgme_main\" data-url=\"/s/one\"><section class=\"tgme_channel_history\">{Message(1, "a.mp4")}{Message(2, "b.mp4")}</section></main>"), "text/html; charset=utf-8");
        server.Map("/two.xml", Encoding.UTF8.GetBytes($"<rss version=\"2.0\"><channel><title>two</title><item><guid>x</guid><title>Item</title><pubDate>Thu, 01 Jan 2026 10:00:00 GMT</pubDate><enclosure url=\"{server.Origin}/a.mp4\" type=\"video/mp4\" length=\"1\"/></item></channel></rss>"), "application/rss+xml");
    }
}
