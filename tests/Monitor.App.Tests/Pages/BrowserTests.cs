using Microsoft.Playwright;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Pages;

/// <summary>The whole way, as a documenter with Tor Browser at its safest level goes it: no JavaScript.</summary>
[Collection(DemoTests.Name)]
public sealed class BrowserTests(ServedDemo demo)
{
    [SkippableFact]
    public async Task Search_WordThatIsOnlyOnScreen_FindsTheClipWithoutJavaScript()
    {
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, javaScript: false);
        await Browser.LookAsync(page, "search-all");
        await page.FillAsync("input[name=q]", demo.Word);
        await page.ClickAsync("form.search button");
        Assert.Contains("Found: 2", await page.InnerTextAsync(".found"), StringComparison.Ordinal);
        Assert.Contains(demo.Word, await page.Locator(".screen mark").First.InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        await Browser.LookAsync(page, "search-word");

        await page.Locator(".hits a").Last.ClickAsync();
        Assert.Equal(0, await page.Locator("video").CountAsync());
        Assert.Equal(0, await page.Locator("img[src$='/full'], img[src$='/small']").CountAsync());
        Assert.True(await page.Locator("img[src$='/blurred']").CountAsync() >= 3);
        Assert.Contains("coercion", await page.InnerTextAsync(".coerced"), StringComparison.Ordinal);
        await Browser.LookAsync(page, "post-blurred");

        await page.Locator("a", new PageLocatorOptions { HasText = "Show clear" }).First.ClickAsync();
        Assert.Equal(1, await page.Locator("img[src$='/full']").CountAsync());
        Assert.True(await WidthAsync(page, "img[src$='/full']") > 100);
        await Browser.LookAsync(page, "post-clear");

        await page.Locator("a.button").First.ClickAsync();
        Assert.Equal("", await page.GetAttributeAsync("video", "muted"));
        Assert.Equal("none", await page.GetAttributeAsync("video", "preload"));
        Assert.Null(await page.GetAttributeAsync("video", "autoplay"));
        await Browser.LookAsync(page, "post-player");
    }

    [SkippableTheory]
    [InlineData("be", "Пошук", "Знойдзена")]
    [InlineData("ru", "Поиск", "Найдено")]
    public async Task Language_Chosen_StaysAndShowsNoOther(string code, string search, string found)
    {
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, javaScript: false);
        await page.ClickAsync($".languages a[lang={code}]");
        Assert.Equal(code, await page.GetAttributeAsync("html", "lang"));
        Assert.Contains(search, await page.InnerTextAsync("form.search button"), StringComparison.Ordinal);
        Assert.Contains(found, await page.InnerTextAsync(".found"), StringComparison.Ordinal);
        foreach (var path in new[] { "/posts/M-000001", "/jobs", "/health" })
        {
            await page.GotoAsync(demo.Monitor.Origin + path);
            Assert.Equal(code, await page.GetAttributeAsync("html", "lang"));
            await Browser.LookAsync(page, code + path.Replace('/', '-'));
        }
    }

    [SkippableFact]
    public async Task Video_AskedFor_PlaysTheViewingCopy()
    {
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, javaScript: true);
        var faults = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") faults.Add(message.Text); };
        await page.GotoAsync($"{demo.Monitor.Origin}/?q={Uri.EscapeDataString(demo.Word)}");
        await page.Locator(".hits h2 a").First.ClickAsync();
        await page.Locator("a.button").First.ClickAsync();
        await page.EvaluateAsync("() => document.querySelector('video').play()");
        Assert.Equal(640, await page.EvaluateAsync<int>("() => document.querySelector('video').videoWidth"));
        Assert.Empty(faults);
    }

    [SkippableFact]
    public async Task Jobs_AllEnded_ShowsNothingFailed()
    {
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, javaScript: false);
        await page.GotoAsync(demo.Monitor.Origin + "/jobs");
        Assert.Contains("Nothing has failed", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await Browser.LookAsync(page, "jobs");
        await page.GotoAsync(demo.Monitor.Origin + "/health");
        Assert.Contains("a test clip was decoded", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await Browser.LookAsync(page, "health");
    }

    [SkippableFact]
    public async Task Dashboard_OfHangfire_IsReadOnly()
    {
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, javaScript: true);
        await page.GotoAsync(demo.Monitor.Origin + "/hangfire/jobs/succeeded");
        await Browser.LookAsync(page, "hangfire");
        Assert.Contains("Hangfire", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("[data-url*='requeue'], [data-url*='delete']").CountAsync());
    }

    private async Task<IPage> SignInAsync(Browser browser, bool javaScript)
    {
        var page = await browser.NewPageAsync(demo.Pages, demo.Monitor.Origin, javaScript);
        await page.GotoAsync(demo.Monitor.Origin + "/");
        await page.WaitForSelectorAsync("form.search");
        return page;
    }

    private static async Task<float> WidthAsync(IPage page, string selector) => (await page.Locator(selector).First.BoundingBoxAsync())?.Width ?? 0;
}
