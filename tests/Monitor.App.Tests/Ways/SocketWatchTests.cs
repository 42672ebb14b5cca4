using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;
using Monitor.Core.Tests.Fetching;

namespace Monitor.App.Tests.Ways;

/// <summary>Every command that touches a network, behind a proxy, with all sockets of the process tree watched: nothing is connected to, and no datagram sent, but to the proxy.</summary>
public sealed partial class SocketWatchTests : IDisposable
{
    private readonly TestFolder folder = new(TestFolder.Pipeline(("one", "feed", "http://watched.test/feed"), ("two", "telegram", "http://preview.test/s/two"), ("dead", "feed", "http://r4.test/feed")));

    private int feeds;

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task Commands_BehindAProxy_ConnectToItAndToNothingElse()
    {
        Skip.IfNot(File.Exists("/usr/bin/strace"), "Debian's strace is not installed; ./setup --for-tests installs it.");
        await using var site = new RawServer(AnswerAsync);
        await using var proxy = new SocksStandIn { Target = (_, _) => site.Endpoint };
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "monitor.json"), $"{{\"Fetching\":{{\"Socks5Proxy\":\"{proxy.Endpoint}\"}}}}");
        await WatchAsync(proxy, "ingest", "--once");
        await using (var db = FolderDatabase.Open(folder))
        {
            Assert.True(await db.MediaItems.AnyAsync());
            await db.Posts.ExecuteUpdateAsync(set => set.SetProperty(post => post.NextCheckAt, DateTimeOffset.UnixEpoch));
        }

        await WatchAsync(proxy, "ingest", "--once");
        await WatchAsync(proxy, "poll", "one");
        await WatchAsync(proxy, "backfill", "two", "--to", "2020-01-01");
        await WatchAsync(proxy, "import", "http://other.test/page");
        await WatchAsync(proxy, "inspect", "text", "http://inspected.test/", "--data", folder.Path);
        foreach (var host in new[] { "watched.test", "media.test", "preview.test", "other.test", "inspected.test", "r4.test" }) Assert.Contains(proxy.Seen, seen => seen.Host == host);
        Assert.Contains(site.Requests, request => request.StartsWith("GET /items/1 ", StringComparison.Ordinal));
    }

    private async Task WatchAsync(SocksStandIn proxy, params string[] arguments)
    {
        var log = Path.Combine(folder.Path, "sockets.log");
        var start = new ProcessStartInfo("strace") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", log, MonitorProcess.Program }.Concat(arguments)) start.ArgumentList.Add(argument);
        start.Environment["MONITOR_DATA"] = folder.Path;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await errors;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        var network = (await File.ReadAllLinesAsync(log)).Where(line => line.Contains("AF_INET", StringComparison.Ordinal)).ToList();
        Assert.True(network.Count > 0, $"{arguments[0]}: nothing was watched; exit {process.ExitCode}. {await RowsAsync()} {(await errors).ReplaceLineEndings(" | ")}");
        Assert.All(network, line => Assert.Matches($"^[0-9]+ +connect\\(.*sin_port=htons\\({proxy.Endpoint.Split(':')[1]}\\), sin_addr=inet_addr\\(\"127\\.0\\.0\\.1\"\\)", line));
    }

    private async Task<string> RowsAsync()
    {
        await using var db = FolderDatabase.Open(folder);
        return string.Join("; ", (await db.StageRuns.ToListAsync()).Select(run => $"{run.Stage} {run.State} {run.Reason} {run.DueAt:HH:mm:ss}"));
    }

    private async Task AnswerAsync(string path, Stream stream, CancellationToken token)
    {
        var body = path switch
        {
            // Later the item has left the feed: it is looked for by itself.
            "/feed" => $"<rss version=\"2.0\"><channel><title>t</title><item><guid>{Math.Min(2, ++feeds)}</guid><title>x</title><link>http://watched.test/items/{Math.Min(2, feeds)}</link><enclosure url=\"http://media.test/v.mp4\" type=\"video/mp4\" length=\"4\"/></item></channel></rss>",
            "/v.mp4" => "clip",
            _ when PreviewPattern().Match(path) is { Success: true } match => Preview(match.Groups[1].Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 1001),
            _ => "<html><body><p>a page</p></body></html>",
        };
        var bytes = Encoding.UTF8.GetBytes(body);
        await RawServer.WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: {(path == "/feed" ? "application/rss+xml" : "text/html; charset=utf-8")}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n", token);
        await stream.WriteAsync(bytes, token);
    }

    /// <summary>One post a page, and an older page for the first hundred: more than one poll reads.</summary>
    private static string Preview(int before)
    {
        var older = before > 900 ? $"<a href=\"/s/two?before={before - 1}\" class=\"tme_messages_more js-messages_more\" data-before=\"{before - 1}\"></a>" : "";
        return $"<main class=\"tgme_main\" data-url=\"/s/two\"><section class=\"tgme_channel_history\">{older}<div class=\"tgme_widget_message\" data-post=\"two/{before - 1}\"><div class=\"tgme_widget_message_text\">x</div><a class=\"tgme_widget_message_date\"><time datetime=\"2026-01-01T{before / 60:00}:{before % 60:00}:00+00:00\"></time></a></div></section></main>";
    }

    [GeneratedRegex("^/s/two(?:[?]before=([0-9]+))?$")]
    private static partial Regex PreviewPattern();
}
