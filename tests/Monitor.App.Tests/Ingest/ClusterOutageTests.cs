using System.Text;
using System.Text.Json;
using Monitor.Adapters.Tests.Setting;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Ingest;

/// <summary>The real program with a real cluster that is down, comes, loses its index, and goes.</summary>
public sealed class ClusterOutageTests
{
    private const int Posts = 1000, Feeds = 20;

    [SkippableFact]
    public async Task Ingest_ClusterDownThenThereThenEmptied_LosesNothing()
    {
        var cluster = new ElasticsearchServer();
        await cluster.InitializeAsync();
        try
        {
            Skip.IfNot(cluster.IsOwn, cluster.Url);
            var port = new Uri(cluster.Url).Port;
            await cluster.KillAsync();
            await using var server = await ReplayServer.StartAsync();
            for (var feed = 0; feed < Feeds; feed++) server.Map("/feed" + feed, Encoding.UTF8.GetBytes(Feed(feed)), "application/rss+xml");
            using var folder = new TestFolder(TestFolder.Pipeline([.. Enumerable.Range(0, Feeds).Select(feed => ("c" + feed, "feed", $"{server.Origin}/feed{feed}"))]));
            var settings = new Dictionary<string, string>(server.Opening) { ["Search__Type"] = "Elasticsearch", ["Search__Elasticsearch__Urls__0"] = $"http://127.0.0.1:{port}" };
            await using var monitor = await MonitorProcess.ServeAsync(folder, settings);
            await UntilAsync(folder, settings, status => status.GetProperty("posts").GetInt32() == Posts);
            Assert.Equal(Posts, (await StatusAsync(folder, settings)).GetProperty("waitForIndex").GetInt32());
            var search = await MonitorProcess.RunAsync(folder, settings, "search", "слова");
            Assert.Equal((1, true), (search.Code, search.Errors.Contains("does not answer", StringComparison.Ordinal)));

            using (var pages = new PageClient(monitor.Origin))
            {
                await pages.MakeFirstAccountAsync(monitor.FirstAccountLink);
                var page = await pages.GetAsync("/?q=x");
                Assert.Equal((503, true), (page.Status, page.Text.Contains("Nothing is lost", StringComparison.Ordinal)));
                Assert.Equal(503, (await pages.GetAsync("/api/search?q=x")).Status);
                Assert.Equal(503, (await pages.GetAsync("/search/export?q=x")).Status);
            }

            await cluster.StartAsync(port);
            await UntilAsync(folder, settings, status => status.GetProperty("waitForIndex").GetInt32() == 0);
            Assert.Contains($"{Posts} found", (await MonitorProcess.RunAsync(folder, settings, "search", "слова")).Errors, StringComparison.Ordinal);

            // Somebody deletes the index: it comes back by itself.
            using (var http = new HttpMessageInvoker(new SocketsHttpHandler()))
            using (var names = JsonDocument.Parse(await (await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, cluster.Url + "/_alias/monitor-archive"), default)).Content.ReadAsStringAsync()))
                foreach (var index in names.RootElement.EnumerateObject()) (await http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{cluster.Url}/{index.Name}"), default)).Dispose();
            var found = "";
            for (var tries = 0; tries < 600 && !found.Contains($"{Posts} found", StringComparison.Ordinal); tries++)
            {
                await Task.Delay(200);
                found = (await MonitorProcess.RunAsync(folder, settings, "search", "слова")).Errors;
            }

            Assert.Contains($"{Posts} found", found, StringComparison.Ordinal);
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    private static async Task UntilAsync(TestFolder folder, Dictionary<string, string> settings, Func<JsonElement, bool> reached)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (reached(await StatusAsync(folder, settings))) return;
            await Task.Delay(200);
        }

        Assert.Fail((await StatusAsync(folder, settings)).ToString());
    }

    private static async Task<JsonElement> StatusAsync(TestFolder folder, Dictionary<string, string> settings) => JsonDocument.Parse((await MonitorProcess.RunAsync(folder, settings, "status", "--json")).Output).RootElement;

    private static string Feed(int feed) => "<rss version=\"2.0\"><channel><title>t</title>" + string.Concat(Enumerable.Range(feed * Posts / Feeds, Posts / Feeds).Select(id => $"<item><guid>{id}</guid><title>Навіна {id}</title><description>слова {id}</description><pubDate>Thu, 01 Jan 2026 10:00:00 GMT</pubDate></item>")) + "</channel></rss>";
}
