using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Workbench;

/// <summary>The way from the first account to a dossier as people go it: in each language, without JavaScript, by keyboard alone; and axe on every page.</summary>
[Collection(DemoTests.Name)]
public sealed class WorkbenchBrowserTests(ServedDemo demo)
{
    [SkippableTheory]
    [InlineData("en", "forced confession", "Save", false)]
    [InlineData("be", "вымушанае прызнанне", "Захаваць", false)]
    [InlineData("ru", "принудительное признание", "Сохранить", true)]
    public async Task Way_FromInvitationToDossier_Works(string language, string confession, string save, bool javaScript)
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.NewPageAsync(javaScript, language);
        // The administrator invites a colleague, who chooses a password and pairs an app.
        var invited = await demo.Pages.PostAsync("/accounts", "/accounts?handler=invite", ("name", "way-" + language), ("roles", "analyst"));
        await page.GotoAsync(invited.Words.Split("id=\"link\">")[1].Split('<')[0]);
        await page.FillAsync("#password", PageClient.Password);
        await page.FillAsync("#again", PageClient.Password);
        await page.ClickAsync("form.narrow button");
        await Browser.LookAsync(page, language + "-two-factor");
        var app = new AppCodes(await page.InnerTextAsync("#secret"));
        await page.FillAsync("#code", app.Next());
        await page.ClickAsync("form.narrow button");
        Assert.EndsWith("/overview", page.Url, StringComparison.Ordinal);
        // Signed out and in again, with the next code.
        await page.ClickAsync("header form button");
        await page.FillAsync("#name", "way-" + language);
        await page.FillAsync("#password", PageClient.Password);
        await page.ClickAsync("form.narrow button");
        await page.FillAsync("#code", app.Next());
        await page.ClickAsync("form.narrow button");
        // The queue, a post, a decision.
        await page.GotoAsync(demo.Monitor.Origin + "/review?show=All&sort=Score");
        await Browser.LookAsync(page, language + "-queue");
        await page.GotoAsync(demo.Monitor.Origin + "/review/M-000004?show=All");
        await Browser.LookAsync(page, language + "-review");
        await page.ClickAsync("button[value=ForcedConfession]");
        await page.GotoAsync(demo.Monitor.Origin + "/review/M-000004");
        Assert.Contains(confession, await page.InnerTextAsync(".panel p >> nth=0"), StringComparison.OrdinalIgnoreCase);
        // Somebody unknown to the registry is made and tagged.
        await page.ClickAsync("a[href='/review/M-000004/people']");
        await page.FillAsync("#who", "Канстанцін Мядзведзь " + language);
        await page.ClickAsync("form.search button");
        await page.ClickAsync("a[href^='/people/new']");
        await page.FillAsync("#union", "РЭП");
        Assert.Equal(save, await page.InnerTextAsync("main form button[accesskey=w]"));
        await page.ClickAsync("main form button[accesskey=w]");
        if (await page.Locator("#sure").CountAsync() > 0)
        {
            await page.CheckAsync("#sure");
            await page.ClickAsync("main form button[accesskey=w]");
        }

        await page.ClickAsync("form.tagging button");
        Assert.True(await page.Locator("ul.tags form").CountAsync() > 0);
        await Browser.LookAsync(page, language + "-tags");
        // The act, with the tag as its evidence.
        await page.Locator("li", new PageLocatorOptions { HasText = "Мядзведзь " + language }).Locator("a[href^='/acts/new']").First.ClickAsync();
        await page.FillAsync("#when", "2025-03");
        await page.FillAsync("#place", "Гродна");
        await page.ClickAsync("main form button[accesskey=w]");
        await Browser.LookAsync(page, language + "-person");
        var number = page.Url.Split('/')[^1];
        await page.ClickAsync($"a[href='/people/{number}/dossier']");
        await Browser.LookAsync(page, language + "-dossier");
        // The second analyst confirms.
        var second = await demo.SecondAnalystAsync();
        var revision = (await second.GetAsync("/review/M-000004")).Text.Split("name=\"revision\" value=\"")[1].Split('"')[0];
        Assert.Equal(302, (await second.PostAsync("/review/M-000004", "/review/M-000004?handler=judge&holds=true", ("revision", revision))).Status);
        // The PDF has every act, source and label, and nobody of ours.
        var client = await demo.AnalystAsync();
        var pdf = await client.GetAsync($"/people/{number}/dossier.pdf?language={language}&pictures=person&speech=on");
        Assert.True(pdf.Status == 200, pdf.Text[..Math.Min(400, pdf.Text.Length)]);
        if (Environment.GetEnvironmentVariable("MONITOR_SCREENSHOTS") is { Length: > 0 } folder) await File.WriteAllBytesAsync(Path.Combine(folder, language + "-dossier.pdf"), pdf.Body);
        var text = await PdfText.ReadAsync(pdf.Body);
        foreach (var part in new[] { number, "Мядзведзь", "Гродна", "M-000004", "РЭП", language switch { "be" => "сакавік 2025", "ru" => "март 2025", _ => "March 2025" } }) Assert.Contains(part, text, StringComparison.OrdinalIgnoreCase);
        foreach (var name in new[] { "way-" + language, "second", "founder", "127.0.0.1:" + new Uri(demo.Monitor.Origin).Port }) Assert.DoesNotContain(name, text, StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    public async Task Queue_ByKeysAlone_IsWorkedThrough()
    {
        await demo.CaseAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.NewPageAsync(await demo.AnalystAsync(), demo.Monitor.Origin, javaScript: true);
        await page.GotoAsync(demo.Monitor.Origin + "/review/M-000005?show=All");
        await page.Keyboard.PressAsync("5");
        await page.WaitForURLAsync("**/review/**after=M-000005");
        await page.GotoAsync(demo.Monitor.Origin + "/review/M-000005");
        Assert.Contains("not relevant", await page.InnerTextAsync(".panel p >> nth=0"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("z");
        await page.WaitForURLAsync("**/review/M-000005?**");
        Assert.Contains("not reviewed", await page.InnerTextAsync(".panel p >> nth=0"), StringComparison.Ordinal);
        // The next one without a decision, and on from there: never back and forth between two.
        var way = new List<string>();
        await page.GotoAsync(demo.Monitor.Origin + "/review/M-000005?show=All");
        for (var step = 0; step < 5; step++)
        {
            var here = page.Url;
            await page.Keyboard.PressAsync("n");
            await page.WaitForURLAsync(url => url != here);
            way.Add(page.Url);
        }

        Assert.Equal(way.Count, way.Distinct().Count());
        await page.GotoAsync(demo.Monitor.Origin + "/review/M-000005");
        // A letter typed into a field is a letter.
        await page.Keyboard.PressAsync("m");
        await page.Keyboard.TypeAsync("5z");
        Assert.Equal("5z", await page.InputValueAsync("#note"));
        Assert.Contains("M-000005", page.Url, StringComparison.Ordinal);
        // The first still is shown clear by one key.
        await page.GotoAsync(demo.Monitor.Origin + "/review/" + demo.ClipPost);
        await page.Keyboard.PressAsync("v");
        await page.WaitForSelectorAsync("img[src$='/full']");
    }

    [SkippableFact]
    public async Task EveryPage_ByAxe_HasNoViolation()
    {
        var person = await demo.CaseAsync();
        var item = (await (await demo.AnalystAsync()).GetAsync("/posts/" + demo.ClipPost)).Text.Split("/media/")[1].Split('/')[0];
        await (await demo.AnalystAsync()).PostAsync("/incidents/new", "/incidents/new", ("title", "Рэйд у Гродне"), ("when", "2025-03-14"), ("confidentiality", "Public"));
        var copies = await demo.CopiesAsync();
        await using var browser = await Browser.StartAsync();
        var found = new List<string>();
        foreach (var (client, pages) in new (PageClient?, string[])[]
        {
            (await demo.LeadAsync(), ["/", "/?q=завод", "/posts/" + demo.ClipPost, "/saved", "/search/help", "/overview", "/people", "/people/" + person, $"/people/{person}/edit", $"/people/{person}/merge", $"/people/{person}/dossier", "/people/new", "/people/import", "/acts/new?person=" + person, "/acts/1", "/incidents", "/incidents/1", "/incidents/1/edit", "/incidents/new", "/spread/" + copies.First, "/spread/" + copies.Repost, "/pictures", "/pictures?still=1", "/channels", "/channels/1", "/import", "/review", "/review?show=all&sort=date", "/review/" + demo.ClipPost, $"/review/{demo.ClipPost}/people?who=Крыніца", $"/media/{item}/transcripts", "/account", "/denied"]),
            (await demo.AdministratorAsync(), ["/accounts", "/channels/new", "/channels/1/edit", "/jobs", "/health"]),
            (await demo.AuditorAsync(), ["/audit"]),
            (null, ["/sign-in", "/invitation?token=x", "/first-account?token=x"]),
        })
        {
            var page = client is null ? await browser.NewPageAsync(true) : await browser.NewPageAsync(client, demo.Monitor.Origin, javaScript: true);
            foreach (var path in pages)
            {
                var answer = await page.GotoAsync(demo.Monitor.Origin + path);
                if (answer is null || answer.Status >= 400) found.Add($"{path}: {answer?.Status}");
                await Browser.LookAsync(page, "axe" + string.Concat(path.Split('?')[0].Select(c => char.IsLetterOrDigit(c) ? c : '-')));
                var result = await page.RunAxe().WaitAsync(TimeSpan.FromSeconds(30));
                found.AddRange(result.Violations.Select(violation => $"{path}: {violation.Id} ({violation.Impact}) {string.Join(" | ", violation.Nodes.Take(2).Select(node => node.Html))}"));
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [SkippableFact]
    public async Task Firefox_WithoutJavaScriptAndSvg_GoesTheWay()
    {
        Skip.IfNot(File.Exists("/usr/bin/firefox-esr"), "Debian's firefox-esr is not installed; ./setup --for-tests installs it.");
        var person = await demo.CaseAsync();
        var invited = await demo.Pages.PostAsync("/accounts", "/accounts?handler=invite", ("name", "fox"), ("roles", "analyst"));
        await using var firefox = await Firefox.StartAsync();
        await firefox.GoAsync(invited.Words.Split("id=\"link\">")[1].Split('<')[0]);
        await firefox.FillAsync("#password", PageClient.Password);
        await firefox.FillAsync("#again", PageClient.Password);
        await firefox.ClickAsync("form.narrow button");
        await firefox.FillAsync("#code", new AppCodes(await firefox.TextAsync("#secret")).Next());
        await firefox.ClickAsync("form.narrow button");
        Assert.EndsWith("/overview", await firefox.UrlAsync(), StringComparison.Ordinal);
        await firefox.GoAsync(demo.Monitor.Origin + "/review/M-000006?show=All");
        await firefox.ClickAsync("button[value=ReportingAboutIt]");
        await firefox.GoAsync(demo.Monitor.Origin + "/review/M-000006");
        Assert.Contains("reporting about it", await firefox.TextAsync(".panel p"), StringComparison.Ordinal);
        await firefox.GoAsync($"{demo.Monitor.Origin}/review/M-000006/people?who={person}");
        await firefox.ClickAsync("form.tagging button");
        Assert.Contains("Krynica", await firefox.TextAsync("ul.tags"), StringComparison.Ordinal);
        await firefox.GoAsync(demo.Monitor.Origin + "/people/" + person);
        Assert.Contains("M-000006", await firefox.SourceAsync(), StringComparison.Ordinal);
        await firefox.GoAsync($"{demo.Monitor.Origin}/people/{person}/dossier");
        Assert.Contains("It will contain", await firefox.SourceAsync(), StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("MONITOR_SCREENSHOTS") is { Length: > 0 } folder) await firefox.ScreenshotAsync(Path.Combine(folder, "firefox-dossier.png"));
    }
}
