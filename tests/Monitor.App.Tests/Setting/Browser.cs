using Microsoft.Playwright;

namespace Monitor.App.Tests.Setting;

/// <summary>Debian's Chromium, with or without JavaScript.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        Skip.IfNot(File.Exists("/usr/bin/chromium"), "Debian's chromium is not installed; ./setup --for-tests installs it.");
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-dev-shm-usage"] }));
    }

    private const float PatienceMs = 120_000;

    public async Task<IPage> NewPageAsync(bool javaScript, string language = "en-GB")
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = javaScript, Locale = language, ViewportSize = new ViewportSize { Width = 1200, Height = 900 } });
        // A machine that is busy with something else answers late, not wrongly.
        context.SetDefaultTimeout(PatienceMs);
        return await context.NewPageAsync();
    }

    /// <summary>A page in which that client's account is signed in.</summary>
    public async Task<IPage> NewPageAsync(PageClient client, string origin, bool javaScript, string language = "en-GB")
    {
        var page = await NewPageAsync(javaScript, language);
        await page.Context.AddCookiesAsync(client.Cookies.Where(cookie => cookie.Key == "__Host-monitor").Select(cookie => new Cookie { Name = cookie.Key, Value = cookie.Value, Url = origin.Replace("http://", "https://", StringComparison.Ordinal), Secure = true, HttpOnly = true, SameSite = SameSiteAttribute.Strict }));
        return page;
    }

    /// <summary>Keeps a picture where MONITOR_SCREENSHOTS names a folder.</summary>
    public static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("MONITOR_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
