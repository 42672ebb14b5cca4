using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Monitor.App.Searching;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Pages;

/// <summary>Follows every link of every page and holds each against the page rules.</summary>
[Collection(DemoTests.Name)]
public sealed partial class CrawlTests(ServedDemo demo)
{
    [Fact]
    public async Task EveryPage_OfTheCrawl_KeepsThePageRules()
    {
        var waiting = new Queue<string>(["/", "/sign-in", "/denied", "/error", "/first-account?token=x", "/posts/M-999999"]);
        var seen = new HashSet<string>(waiting);
        var pages = 0;
        while (waiting.TryDequeue(out var path))
        {
            var answer = await demo.Pages.GetAsync(path);
            CheckHeaders(path, answer);
            if (answer.Status is 301 or 302) continue;
            if (answer.Headers["Content-Type"].StartsWith("text/html", StringComparison.Ordinal)) pages++;
            else continue;
            using var document = new HtmlParser().ParseDocument(answer.Text);
            CheckPage(path, document);
            foreach (var next in Links(document).Where(link => !link.StartsWith("/hangfire", StringComparison.Ordinal) && Filters(link) < 2 && seen.Add(link))) waiting.Enqueue(next);
            Assert.True(seen.Count < 2000, "The crawl does not end.");
        }

        Assert.True(pages > 40, $"only {pages} pages");
    }

    /// <summary>How many facets an address narrows by, a channel named in the query among them: each pair of them is as many pages as there are pairs of values.</summary>
    private static int Filters(string link) => SearchInput.Facets.Count(facet => link.Contains($"{SearchInput.Name(facet)}=", StringComparison.Ordinal)) + (link.Contains("channel%3A", StringComparison.OrdinalIgnoreCase) ? 1 : 0);

    private static IEnumerable<string> Links(IDocument document) => document.QuerySelectorAll("a[href], img[src], video[src], link[href]")
        .Select(element => (element.GetAttribute("href") ?? element.GetAttribute("src"))!.Split('#')[0]).Where(link => link.StartsWith('/'));

    private static void CheckHeaders(string path, PageAnswer answer)
    {
        Assert.True(answer.Status is 200 or 302 or 404 || path.StartsWith("/error", StringComparison.Ordinal), $"{path}: {answer.Status}");
        Assert.StartsWith("default-src 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(("no-referrer", "nosniff", "no-store"), (answer.Headers["Referrer-Policy"], answer.Headers["X-Content-Type-Options"], answer.Headers["Cache-Control"]));
        if (path.EndsWith("/original", StringComparison.Ordinal))
        {
            Assert.StartsWith("attachment", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
            Assert.Contains("sandbox", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        }
    }

    private static void CheckPage(string path, IDocument document)
    {
        Assert.True(document.QuerySelectorAll("svg, style, iframe, object, embed, script:not([src])").Length == 0, path + ": inline style or script, or SVG");
        foreach (var element in document.QuerySelectorAll("*"))
            foreach (var attribute in element.Attributes)
            {
                Assert.False(attribute.Name == "style" || attribute.Name.StartsWith("on", StringComparison.Ordinal), $"{path}: {attribute.Name} on {element.LocalName}");
                if (attribute.Name is "src" or "href" or "action" or "poster" or "srcset" && element.LocalName != "a") Assert.Matches(OwnPattern(), attribute.Value);
            }

        foreach (var media in document.QuerySelectorAll("video, audio"))
            Assert.True(media.HasAttribute("muted") && media.HasAttribute("controls") && !media.HasAttribute("autoplay") && media.GetAttribute("preload") == "none", path + ": a player that starts by itself");
        foreach (var form in document.QuerySelectorAll("form[method=post]"))
            Assert.True(form.QuerySelector("input[name=form]") is not null, path + ": a form without its antiforgery field");
        foreach (var picture in document.QuerySelectorAll("img")) Assert.False(string.IsNullOrEmpty(picture.GetAttribute("alt")), path + ": a picture without words");
        foreach (var field in document.QuerySelectorAll("input:not([type=hidden])"))
            Assert.True(document.QuerySelector($"label[for='{field.Id}']") is not null, path + ": a field without a label");
        var keys = document.QuerySelectorAll("[accesskey]").Select(element => element.GetAttribute("accesskey")).Where(key => key is { Length: > 0 }).ToList();
        Assert.True(keys.Distinct().Count() == keys.Count, $"{path}: a key twice among {string.Join("", keys)}");
        Assert.False(string.IsNullOrEmpty(document.DocumentElement.GetAttribute("lang")), path);
        Assert.True(document.QuerySelectorAll("h1").Length == 1, path + ": not one h1");
        if (!path.Contains("clear=", StringComparison.Ordinal))
            Assert.True(document.QuerySelectorAll("img[src$='/full'], img[src$='/small']").Length == 0, path + ": a clear picture that nobody asked for");
    }

    [GeneratedRegex("^/(?!/)")]
    private static partial Regex OwnPattern();
}
