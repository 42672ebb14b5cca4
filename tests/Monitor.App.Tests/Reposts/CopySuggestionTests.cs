using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Reposts;

/// <summary>The queue shows a clip once; what was said of one copy is offered on the other, and only by a person's word taken over.</summary>
[Collection(DemoTests.Name)]
public sealed partial class CopySuggestionTests(ServedDemo demo)
{
    [Fact]
    public async Task Queue_OfACopiedClip_ShowsItOnceAndLeadsToTheOthers()
    {
        var copies = await demo.CopiesAsync();
        var page = (await (await demo.AnalystAsync()).GetAsync("/review?show=all&sort=date")).Words;
        // By date the later one stands for both.
        Assert.DoesNotContain($"/review/{copies.First}?", page, StringComparison.Ordinal);
        Assert.Contains($"/review/{copies.Repost}?", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/spread/{copies.Repost}\">and 1 more post of the same clip", page, StringComparison.Ordinal);
        var found = FoundPattern().Match(page);
        Assert.Equal(int.Parse(found.Groups[1].Value, null) - 1, int.Parse(found.Groups[2].Value, null));
        Assert.Equal(int.Parse(found.Groups[2].Value, null), Regex.Count(page, "name=\"chosen\""));
    }

    [Fact]
    public async Task Decision_OnOneCopy_IsOfferedOnTheOther()
    {
        var copies = await demo.CopiesAsync();
        var analyst = await demo.AnalystAsync();
        foreach (var post in new[] { copies.First, copies.Repost }) await UndoAllAsync(post);
        Assert.Equal(302, (await DecideAsync(analyst, copies.First)).Status);
        var page = await analyst.GetAsync("/review/" + copies.Repost);
        Assert.Contains("<strong>not reviewed</strong>", page.Text, StringComparison.Ordinal);
        Assert.Contains($"same clip, decided as “humiliation” in <a href=\"/posts/{copies.First}\">", page.Words, StringComparison.Ordinal);
        // The one button sends what the form holds.
        var form = page.Words.Split("id=\"from-copies\"")[1].Split("</form>")[0];
        var sent = await analyst.PostAsync("/review/" + copies.Repost, Regex.Match(form, "action=\"([^\"]+)\"").Groups[1].Value, [.. Regex.Matches(form, "name=\"(revision|decision)\" value=\"([^\"]*)\"").Select(field => (field.Groups[1].Value, field.Groups[2].Value))]);
        Assert.Equal(302, sent.Status);
        page = await analyst.GetAsync("/review/" + copies.Repost);
        Assert.Contains("<strong>decided</strong>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("same clip, decided as", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_OnOneCopy_IsTakenOverByOneButton()
    {
        var copies = await demo.CopiesAsync();
        var analyst = await demo.AnalystAsync();
        var made = await analyst.PostAsync("/people/new", "/people/new", ("names", "Фядос Копскі"), ("sure", "true"), ("confidentiality", "Restricted"));
        var number = made.Headers["Location"].Split('/')[^1];
        Assert.Equal(302, (await analyst.PostAsync($"/review/{copies.First}/people", $"/review/{copies.First}/people", ("person", number[2..].TrimStart('0')), ("place", $"media:{copies.FirstItem}"), ("role", "Victim"), ("from", "0:02"), ("to", "0:05"), ("certainty", "Probable"), ("confidentiality", "Public"))).Status);
        foreach (var path in new[] { "/review/" + copies.Repost, $"/review/{copies.Repost}/people" })
        {
            var suggested = (await analyst.GetAsync(path)).Words.Split("id=\"from-copies\"")[1].Split("</section>")[0];
            Assert.Contains($"same clip, tagged in <a href=\"/posts/{copies.First}\">", suggested, StringComparison.Ordinal);
            Assert.Contains("Фядос Копскі", suggested, StringComparison.Ordinal);
            Assert.Matches("here from 0:0[0-9] to 0:0[0-9]", suggested);
        }

        // A restricted record was read on the way: that is noted.
        var tag = TagPattern().Match((await analyst.GetAsync("/review/" + copies.Repost)).Words.Split("Фядос")[0].Split("<form")[^1]).Groups[1].Value;
        Assert.Contains("<td>read</td>", (await (await demo.AuditorAsync()).GetAsync($"/audit?subject={tag}")).Text, StringComparison.Ordinal);
        var address = $"/review/{copies.Repost}/people?handler=take";
        Assert.Equal($"/review/{copies.Repost}", (await analyst.PostAsync("/review/" + copies.Repost, address, ("tag", tag), ("item", $"{copies.RepostItem}"), ("back", "review"))).Headers["Location"]);
        var page = (await analyst.GetAsync($"/review/{copies.Repost}/people")).Words;
        Assert.Contains("Фядос Копскі", page.Split("<ul class=\"tags\">")[1].Split("</ul>")[0], StringComparison.Ordinal);
        // Once more, or of a tag that is nowhere suggested: refused in words.
        foreach (var other in new[] { tag, "999999" })
            Assert.Contains("suggested no longer", (await analyst.PostAsync("/review/" + copies.Repost, address, ("tag", other), ("item", $"{copies.RepostItem}"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Копскі", (await (await demo.ReaderAsync()).GetAsync("/posts/" + copies.Repost)).Words, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Decision_ByOneKey_IsTakenOver()
    {
        var copies = await demo.CopiesAsync();
        await demo.CaseAsync();
        foreach (var post in new[] { copies.First, copies.Repost }) await UndoAllAsync(post);
        Assert.Equal(302, (await DecideAsync(await demo.SecondAnalystAsync(), copies.First)).Status);
        await using var browser = await Browser.StartAsync();
        var page = await browser.NewPageAsync(await demo.AnalystAsync(), demo.Monitor.Origin, javaScript: true);
        await page.GotoAsync(demo.Monitor.Origin + "/review/" + copies.Repost);
        await Browser.LookAsync(page, "review-from-copies");
        var result = await page.RunAxe().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.SelectMany(violation => violation.Nodes.Select(node => violation.Id + " " + node.Html))));
        await page.Keyboard.PressAsync("0");
        await page.WaitForURLAsync("**after=" + copies.Repost);
        await page.GotoAsync(demo.Monitor.Origin + "/review/" + copies.Repost);
        Assert.Contains("humiliation", await page.InnerTextAsync(".panel p >> nth=0"), StringComparison.Ordinal);
    }

    private async Task UndoAllAsync(string post)
    {
        foreach (var client in new[] { await demo.AnalystAsync(), await demo.SecondAnalystAsync() })
            for (var step = 0; step < 5; step++) await client.PostAsync("/review/" + post, $"/review/{post}?handler=undo", ("revision", RevisionPattern().Match((await client.GetAsync("/review/" + post)).Text).Groups[1].Value));
    }

    private static async Task<PageAnswer> DecideAsync(PageClient client, string post) => await client.PostAsync("/review/" + post, $"/review/{post}?handler=decide", ("revision", RevisionPattern().Match((await client.GetAsync("/review/" + post)).Text).Groups[1].Value), ("decision", "Humiliation"));

    [GeneratedRegex("name=\"revision\" value=\"([0-9]+)\"")]
    private static partial Regex RevisionPattern();

    [GeneratedRegex("name=\"tag\" value=\"([0-9]+)\"")]
    private static partial Regex TagPattern();

    [GeneratedRegex("([0-9]+) posts in ([0-9]+) entr")]
    private static partial Regex FoundPattern();
}
