using System.Text.RegularExpressions;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Workbench;

/// <summary>What is restricted changes nothing that a reader can see: every page, count, suggestion and export is the same, byte by byte, before and after.</summary>
[Collection(DemoTests.Name)]
public sealed partial class RestrictedTests(ServedDemo demo)
{
    private static readonly string[] Exact = ["/search/export?format=csv", "/search/export?format=jsonl", "/search/months.png", "/overview/months.png", "/overview/kinds.png", "/overview/unions.png", "/overview/channels.png", "/api/search?q=", "/api/search?q=Лісоўскі", "/api/search?q=person:Лісоўскі", "/api/search?status=confirmed"];

    [Fact]
    public async Task RestrictedPerson_TagActIncident_ChangeNothingForAReader()
    {
        var person = await demo.CaseAsync();
        var (reader, analyst, lead) = (await demo.ReaderAsync(), await demo.AnalystAsync(), await demo.LeadAsync());
        string[] pages = ["/", "/?q=Лісоўскі", "/?q=person:Лісоўскі", "/?act=dismissal", "/people", "/people?name=Лісоўскі", "/people/" + person, $"/people/{person}/dossier", "/incidents", "/overview", "/posts/" + demo.ClipPost, "/posts/M-000001", "/spread/" + demo.ClipPost, "/pictures?still=1", "/api/pictures?still=1", "/api/posts/" + demo.ClipPost, "/people/P-999999", "/incidents/999"];
        await demo.RunAsync("ingest", "--once");
        var before = await ReadAsync(reader, pages);

        foreach (var level in new[] { "Restricted", "Withheld" })
        {
            var made = await lead.PostAsync("/people/new", "/people/new", ("names", "Пятро Лісоўскі " + level), ("languages", "be"), ("union", "Таемны прафсаюз"), ("sure", "true"), ("confidentiality", level));
            Assert.True(made.Status == 302, made.Text);
            var hidden = made.Headers["Location"].Split('/')[^1];
            var place = PlacePattern().Match((await lead.GetAsync($"/review/{demo.ClipPost}/people?who={hidden}")).Text).Groups[1].Value;
            Assert.Equal(302, (await lead.PostAsync($"/review/{demo.ClipPost}/people", $"/review/{demo.ClipPost}/people", ("person", hidden[2..].TrimStart('0')), ("place", place), ("role", "Victim"), ("certainty", "Confirmed"), ("confidentiality", "Public"))).Status);
            var incident = await lead.PostAsync("/incidents/new", "/incidents/new", ("title", "Таемны выпадак"), ("when", "2025-02"), ("confidentiality", level));
            Assert.Equal(302, incident.Status);
            Assert.Equal(302, (await lead.PostAsync("/acts/new", "/acts/new", ("person", hidden), ("kind", "Dismissal"), ("when", "2025-02-01"), ("certainty", "Confirmed"), ("confidentiality", "Public"), ("incident", incident.Headers["Location"].Split('/')[^1]), ("post", demo.ClipPost))).Status);
            // An act of a public person that is itself restricted, and a note for colleagues.
            Assert.Equal(302, (await lead.PostAsync("/acts/new", "/acts/new", ("person", person), ("kind", "Search"), ("when", "2025-02-02"), ("certainty", "Possible"), ("confidentiality", level), ("post", demo.ClipPost))).Status);
            Assert.Equal(404, (await reader.GetAsync("/people/" + hidden)).Status);
            Assert.Equal(404, (await reader.GetAsync(incident.Headers["Location"])).Status);
            Assert.Equal(404, (await reader.GetAsync($"/people/{hidden}/dossier.html")).Status);
        }

        await lead.PostAsync($"/review/{demo.ClipPost}", $"/review/{demo.ClipPost}?handler=note", ("note", "Лісоўскі: не раскрываць"));
        await demo.RunAsync("ingest", "--once");
        // The lead finds them: the index knows them.
        Assert.Contains(demo.ClipPost, (await lead.GetAsync("/?q=" + Uri.EscapeDataString("person:Лісоўскі"))).Text, StringComparison.Ordinal);
        Assert.Contains("Пятро Лісоўскі Restricted", (await analyst.GetAsync("/people")).Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Пятро Лісоўскі Withheld", (await analyst.GetAsync("/people")).Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Withheld", (await analyst.GetAsync("/people/new")).Words.Split("<main")[1].Split("<select")[0], StringComparison.Ordinal);

        var after = await ReadAsync(reader, pages);
        foreach (var (page, text) in before) Assert.True(text == after[page], $"{page} differs for a reader: {Difference(text, after[page])}");
        // What is withheld is in no export, whoever makes it.
        Assert.DoesNotContain("Лісоўскі Withheld", (await lead.GetAsync("/search/export?format=csv")).Words, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, string>> ReadAsync(PageClient reader, IEnumerable<string> pages)
    {
        var read = new Dictionary<string, string>();
        foreach (var page in pages) read[page] = FormPattern().Replace((await reader.GetAsync(page)).Text, "");
        foreach (var file in Exact) read[file] = Convert.ToHexString((await reader.GetAsync(file)).Body);
        return read;
    }

    private static string Difference(string before, string after)
    {
        var at = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"…{before.Substring(Math.Max(0, at - 60), Math.Min(160, before.Length - Math.Max(0, at - 60)))}… became …{after.Substring(Math.Max(0, at - 60), Math.Min(160, after.Length - Math.Max(0, at - 60)))}…";
    }

    [GeneratedRegex("name=\"form\" type=\"hidden\" value=\"[^\"]+\"")]
    private static partial Regex FormPattern();

    [GeneratedRegex("value=\"(media:[0-9]+)\"")]
    private static partial Regex PlacePattern();
}
