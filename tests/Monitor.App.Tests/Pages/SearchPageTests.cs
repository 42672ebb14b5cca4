using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Pages;

/// <summary>An archive of 55 posts from two feeds over fourteen months, served by the real program.</summary>
public sealed class ServedPosts : IAsyncLifetime
{
    public const int Count = 55;

    private readonly TestFolder folder;
    private readonly Task<ReplayServer> starting = ReplayServer.StartAsync();

    public ServedPosts() => folder = new TestFolder();

    internal MonitorProcess Monitor { get; private set; } = null!;

    internal PageClient Pages { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var server = await starting;
        server.Map("/be", Encoding.UTF8.GetBytes(Feed(Enumerable.Range(1, 40))), "application/rss+xml");
        server.Map("/ru", Encoding.UTF8.GetBytes(Feed(Enumerable.Range(41, Count - 40))), "application/rss+xml");
        Directory.CreateDirectory(Path.Combine(folder.Path, "pipelines"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "pipelines", "test.yaml"), TestFolder.Pipeline(("one", "feed", server.Origin + "/be"), ("two", "feed", server.Origin + "/ru")));
        Monitor = await MonitorProcess.ServeAsync(folder, server.Opening);
        Pages = new PageClient(Monitor.Origin);
        await Pages.MakeFirstAccountAsync(Monitor.FirstAccountLink);
        var (code, _, errors) = await MonitorProcess.RunAsync(folder, null, "ingest", "--once");
        Assert.True(code == 0, errors);
    }

    internal Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => MonitorProcess.RunAsync(folder, null, arguments);

    public async Task DisposeAsync()
    {
        Pages?.Dispose();
        if (Monitor is not null) await Monitor.DisposeAsync();
        await (await starting).DisposeAsync();
        folder.Dispose();
    }

    private static string Feed(IEnumerable<int> ids) => "<rss version=\"2.0\"><channel><title>t</title>" + string.Concat(ids.Select(id =>
        $"<item><guid>{id}</guid><title>{Title(id)}</title><description>{(id <= 40 ? $"Прафсаюз і рабочыя завода заявілі пра страйк нумар {id}" : $"Профсоюз и рабочие завода объявили о забастовке номер {id}")}</description><pubDate>{new DateTimeOffset(2025, 1, 15, 9, 0, 0, TimeSpan.Zero).AddDays(id * 8).ToString("R", CultureInfo.InvariantCulture)}</pubDate></item>")) + "</channel></rss>";

    private static string Title(int id) => id switch { 7 => "=HYPERLINK(\"http://evil.example\")", 8 => "  +1", 9 => "\uFF1D1", 10 => "&lt;script&gt;alert(1)&lt;/script&gt;", 11 => "\u202Eabc", _ => "Навіна " + id };
}

/// <summary>The search page with many posts: pages of results, facets, months, exports, saved searches, citation. Without JavaScript.</summary>
public sealed class SearchPageTests(ServedPosts served) : IClassFixture<ServedPosts>
{
    [SkippableFact]
    public async Task Search_FacetsPagesAndSaving_WorkWithoutJavaScript()
    {
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser);
        Assert.Contains("Found: 55, shown: 1–20", await page.InnerTextAsync(".found"), StringComparison.Ordinal);
        for (var tries = 0; tries < 100 && await WidthOfChartAsync(page) == 0; tries++) await Task.Delay(50);
        Assert.Equal(920, await WidthOfChartAsync(page));
        await Browser.LookAsync(page, "search-55");
        var first = await NumbersAsync(page);
        await page.ClickAsync("a[rel=next]");
        Assert.Contains("shown: 21–40", await page.InnerTextAsync(".found"), StringComparison.Ordinal);
        await page.ClickAsync("a[rel=next]");
        Assert.Contains("shown: 41–55", await page.InnerTextAsync(".found"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("a[rel=next]").CountAsync());
        await page.ClickAsync("a[rel=prev]");
        await page.ClickAsync("a[rel=prev]");
        Assert.Equal(first, await NumbersAsync(page));
        Assert.Contains("shown: 1–20", await page.InnerTextAsync(".found"), StringComparison.Ordinal);

        await page.FillAsync("#q", "рабочие завод");
        await page.ClickAsync("form.search button");
        Assert.Contains("Found: 55", await page.InnerTextAsync(".found"), StringComparison.Ordinal);
        await page.Locator(".facets a", new PageLocatorOptions { HasText = "Russian" }).ClickAsync();
        Assert.Contains("Found: 15", await page.InnerTextAsync(".found"), StringComparison.Ordinal);
        Assert.Contains("Russian", await page.InnerTextAsync(".chips"), StringComparison.Ordinal);
        await page.ClickAsync(".months summary");
        await Browser.LookAsync(page, "search-narrow");
        await page.Locator(".months td a").First.ClickAsync();
        Assert.Equal(2, await page.Locator(".chips li").CountAsync());
        await page.FillAsync("#name", "Мой пошук");
        await page.ClickAsync(".save button");
        await Browser.LookAsync(page, "saved");
        await page.ClickAsync("td a");
        Assert.Equal(2, await page.Locator(".chips li").CountAsync());
        await page.Locator(".chips a").First.ClickAsync();
        Assert.Equal(1, await page.Locator(".chips li").CountAsync());
        await page.GotoAsync(served.Monitor.Origin + "/saved");
        await page.ClickAsync("td button");
        Assert.Contains("You have kept no search yet", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync(served.Monitor.Origin + "/search/help");
        await Browser.LookAsync(page, "search-help");
        await page.GotoAsync(served.Monitor.Origin + "/?q=" + Uri.EscapeDataString("(завод colour:red on:2025-02-30 union:БНП"));
        Assert.Equal(3, await page.Locator("ul.problem li").CountAsync());
        await Browser.LookAsync(page, "search-problems");
    }

    [Fact]
    public async Task Export_Csv_IsWholeAndRunsNothing()
    {
        var answer = await served.Pages.GetAsync("/search/export?format=csv&channel=one");
        Assert.Equal((200, "text/csv; charset=utf-8"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.StartsWith("attachment", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal([0xEF, 0xBB, 0xBF], answer.Body.Take(3));
        var lines = answer.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(41, lines.Length);
        Assert.StartsWith("number,publishedAt,channel,", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains(",'\uFF1D1,", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|,)\"?\\s*[=+@\uFF1D]", answer.Text.TrimStart('\uFEFF'));
    }

    /// <summary>Through the socket of the process that serves, line by line, and yet byte for byte the same.</summary>
    [Fact]
    public async Task Export_ByCommand_IsTheSameAsByThePage()
    {
        var page = (await served.Pages.GetAsync("/search/export?format=csv&sort=newest&q=" + Uri.EscapeDataString("завод"))).Text;
        var (code, output, errors) = await served.RunAsync("export", "завод", "--format", "csv");
        Assert.True(code == 0, errors);
        Assert.Equal(page.ReplaceLineEndings("\n"), output.ReplaceLineEndings("\n"));
        Assert.Equal(2, (await served.RunAsync("export", new string('(', 40))).Code);
    }

    [Fact]
    public async Task Export_JsonLines_HasAPostALine()
    {
        var answer = await served.Pages.GetAsync("/search/export?format=jsonl&q=" + Uri.EscapeDataString("забастовка"));
        var posts = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(15, posts.Count);
        Assert.All(posts, post => Assert.Contains("забастовке", post.GetProperty("text").GetString(), StringComparison.Ordinal));
        Assert.Equal(400, (await served.Pages.GetAsync("/search/export?format=xml")).Status);
        Assert.Equal(400, (await served.Pages.GetAsync("/search/export?q=" + new string('(', 40))).Status);
    }

    [Fact]
    public async Task Api_Cursor_GivesEveryPostOnceWithFacetsAndProblems()
    {
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var root = JsonDocument.Parse((await served.Pages.GetAsync($"/api/search?sort=newest&pageSize=7&q={Uri.EscapeDataString("завод on:yesterday")}&cursor={cursor}")).Text).RootElement;
            seen.AddRange(root.GetProperty("posts").EnumerateArray().Select(post => post.GetProperty("number").GetString()!));
            cursor = root.GetProperty("next").GetString();
            Assert.Equal("badDate", root.GetProperty("notUnderstood")[0].GetProperty("kind").GetString());
            Assert.Equal(40, root.GetProperty("facets").GetProperty("channel")[0].GetProperty("count").GetInt32());
        }

        Assert.Equal((55, 55), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task Saved_WithoutNameOrWithForeignAddress_KeepsNothing()
    {
        foreach (var (name, address) in new[] { ("", "?q=x"), (new string('n', 101), "?q=x"), ("x", "//evil.example"), ("x", "https://evil.example"), ("x", "?" + new string('a', 5000)) })
        {
            var answer = await served.Pages.PostAsync("/", "/saved?handler=save", ("name", name), ("address", address));
            Assert.Equal(200, answer.Status);
            Assert.Contains("Nothing was kept", answer.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("evil", (await served.Pages.GetAsync("/saved")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Citation_NamesNumberDatesAndFingerprint()
    {
        var text = (await served.Pages.GetAsync("/posts/M-000001")).Text;
        Assert.Contains("readonly", text, StringComparison.Ordinal);
        Assert.Matches("<textarea[^>]*>[^<]*M-000001[^<]*SHA-256 [0-9a-f]{64}", text);
    }

    private async Task<IPage> SignInAsync(Browser browser)
    {
        var page = await browser.NewPageAsync(served.Pages, served.Monitor.Origin, javaScript: false);
        await page.GotoAsync(served.Monitor.Origin + "/");
        await page.WaitForSelectorAsync("form.search");
        return page;
    }

    private static Task<int> WidthOfChartAsync(IPage page) => page.EvaluateAsync<int>("() => document.querySelector('.months img').naturalWidth");

    private static async Task<IReadOnlyList<string>> NumbersAsync(IPage page) => await page.Locator(".hits h2 a").AllInnerTextsAsync();
}
