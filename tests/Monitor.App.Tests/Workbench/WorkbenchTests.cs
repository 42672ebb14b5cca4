using System.Text.RegularExpressions;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Workbench;

/// <summary>Two analysts, a lead, a reader and an auditor at work, by plain forms.</summary>
[Collection(DemoTests.Name)]
public sealed partial class WorkbenchTests(ServedDemo demo)
{
    [Fact]
    public async Task Review_TwoAnalystsAtOnce_LosesNoUpdate()
    {
        var (one, two) = (await demo.AnalystAsync(), await demo.SecondAnalystAsync());
        var seen = Revision(await one.GetAsync("/review/M-000002"));
        // Both look at the same state; both send at the same moment.
        var answers = await Task.WhenAll(
            one.PostAsync("/review/M-000002", "/review/M-000002?handler=decide", ("revision", seen), ("decision", "ForcedConfession"), ("note", "first opinion")),
            two.PostAsync("/review/M-000002", "/review/M-000002?handler=decide", ("revision", seen), ("decision", "NotRelevant"), ("note", "second opinion")));
        Assert.Equal([302, 409], answers.Select(answer => answer.Status).Order());
        var refused = answers.Single(answer => answer.Status == 409);
        Assert.Contains("Somebody else changed this meanwhile", refused.Text, StringComparison.Ordinal);
        // What was typed is still in the field, and what won is shown.
        Assert.Matches("first opinion</textarea>|second opinion</textarea>", refused.Text);

        var winner = answers[0].Status == 302 ? one : two;
        var loser = winner == one ? two : one;
        var now = Revision(await loser.GetAsync("/review/M-000002"));
        // Nobody confirms an own decision; the other one may dispute it.
        Assert.Contains("your own decision", (await winner.PostAsync("/review/M-000002", "/review/M-000002?handler=judge&holds=true", ("revision", now))).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await loser.PostAsync("/review/M-000002", "/review/M-000002?handler=judge&holds=false", ("revision", now), ("note", "look at 0:03"))).Status);
        var page = (await winner.GetAsync("/review/M-000002")).Text;
        Assert.Contains("<strong>disputed</strong>", page, StringComparison.Ordinal);
        Assert.Contains("look at 0:03", page, StringComparison.Ordinal);
        // Undone: the decision stands again, and the history keeps all three steps.
        Assert.Equal(302, (await loser.PostAsync("/review/M-000002", "/review/M-000002?handler=undo", ("revision", Revision(await loser.GetAsync("/review/M-000002"))))).Status);
        page = (await winner.GetAsync("/review/M-000002")).Text;
        Assert.Contains("<strong>decided</strong>", page, StringComparison.Ordinal);
        Assert.Contains("undone", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_PostThatAnotherClaimed_IsNotDecidedWithoutTakingOver()
    {
        var (one, two) = (await demo.AnalystAsync(), await demo.SecondAnalystAsync());
        await one.PostAsync("/review/M-000003", "/review/M-000003?handler=claim");
        var page = await two.GetAsync("/review/M-000003");
        Assert.Contains("analyst works on it", page.Text, StringComparison.Ordinal);
        Assert.Contains("A colleague works on this post", (await two.PostAsync("/review/M-000003", "/review/M-000003?handler=decide", ("revision", Revision(page)), ("decision", "NotRelevant"))).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await two.PostAsync("/review/M-000003", "/review/M-000003?handler=claim", ("takeOver", "true"))).Status);
        var bulk = await two.PostAsync("/review", "/review", ("chosen", "3:" + Revision(await two.GetAsync("/review/M-000003"))), ("decision", "NotRelevant"));
        Assert.Contains("Decided: 1 post.", bulk.Text, StringComparison.Ordinal);
        // The same tick again is of a state that is gone.
        Assert.Contains("M-000003", (await two.PostAsync("/review", "/review", ("chosen", "3:1"), ("decision", "Humiliation"))).Text.Split("Not decided")[1][..400], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_NearOne_IsSuggestedBeforeANewOneIsMade()
    {
        var known = await demo.CaseAsync();
        var analyst = await demo.AnalystAsync();
        var before = CountPattern().Match((await analyst.GetAsync("/people")).Text).Value;
        var asked = await analyst.PostAsync("/people/new", "/people/new", ("names", "Alexey Krinitsa"), ("languages", "en"), ("confidentiality", "Public"));
        Assert.Equal(200, asked.Status);
        Assert.Contains(known, asked.Text, StringComparison.Ordinal);
        Assert.Contains("None of them".ToLowerInvariant(), asked.Text.ToLowerInvariant(), StringComparison.Ordinal);
        Assert.Equal(before, CountPattern().Match((await analyst.GetAsync("/people")).Text).Value);
    }

    [Fact]
    public async Task Names_WithQuotesLineBreaksAndDashes_AreShownAsTheyAre()
    {
        var analyst = await demo.AnalystAsync();
        var lead = await demo.LeadAsync();
        // Misspelled, missing or beyond one's own eyes: refused, never taken for "public".
        foreach (var level in new[] { "Restrictd", "7", "-1", "", "Withheld" }) Assert.Equal(200, (await analyst.PostAsync("/people/new", "/people/new", ("names", "Хтосьці Новы"), ("sure", "true"), ("confidentiality", level))).Status);
        Assert.Equal(200, (await analyst.PostAsync("/people/new", "/people/new", ("names", "Хтосьці Новы"), ("sure", "true"))).Status);
        var made = await lead.PostAsync("/people/new", "/people/new", ("names", "--rm \"О'Хара\"\n<script>alert(1)</script>\u202Eєвіл"), ("languages", "ru"), ("description", "=cmd|' /C calc'!A0"), ("sure", "true"), ("confidentiality", "Withheld"));
        Assert.Equal(302, made.Status);
        var page = (await lead.GetAsync(made.Headers["Location"])).Text;
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", page, StringComparison.Ordinal);
        Assert.Contains("--rm", page, StringComparison.Ordinal);
        // Withheld: an analyst does not see it, and there is no dossier of it.
        Assert.Equal(404, (await analyst.GetAsync(made.Headers["Location"])).Status);
        Assert.Equal(404, (await lead.GetAsync(made.Headers["Location"] + "/dossier.html")).Status);
        Assert.Contains("withheld from export", (await lead.GetAsync(made.Headers["Location"] + "/dossier")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_OfRestrictedReadsAndExports_NamesWhoAndWhatWithoutNames()
    {
        var (analyst, auditor) = (await demo.AnalystAsync(), await demo.AuditorAsync());
        var made = await analyst.PostAsync("/people/new", "/people/new", ("names", "Зміцер Падкідыш"), ("sure", "true"), ("confidentiality", "Restricted"));
        var number = made.Headers["Location"].Split('/')[^1];
        await analyst.GetAsync("/people/" + number);
        await analyst.GetAsync($"/people/{number}/dossier.html");
        await analyst.GetAsync("/search/export?format=csv");
        var audit = (await auditor.GetAsync("/audit?subject=" + number)).Words;
        foreach (var action in new[] { "added", "read", "exported" }) Assert.Contains($"<td>{action}</td>", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("Падкідыш", audit, StringComparison.Ordinal);
        Assert.Contains("search", (await auditor.GetAsync("/audit?action=Exported")).Text, StringComparison.Ordinal);
        var (code, output, _) = await demo.RunAsync("verify");
        Assert.True(code == 0, output);
        Assert.Matches("[1-9][0-9]* audit entries", output);
    }

    [Fact]
    public async Task Transcript_KeptAsADraft_IsItsWritersAloneUntilItIsSaved()
    {
        var (analyst, lead) = (await demo.AnalystAsync(), await demo.LeadAsync());
        var item = MediaPattern().Match((await analyst.GetAsync("/review/M-000001/people")).Text + (await analyst.GetAsync("/posts/M-000001")).Text).Groups[1].Value;
        var page = $"/media/{item}/transcripts?language=be";
        Assert.Equal(302, (await analyst.PostAsync(page, page + "&handler=draft", ("seen", "0"), ("text", "0:01 не дапісана <нрзб>"))).Status);
        Assert.Equal(302, (await analyst.PostAsync(page, page + "&handler=draft", ("seen", "0"), ("text", "0:01 не дапісана <нрзб> і далей"))).Status);
        var shown = (await analyst.GetAsync(page)).Words;
        Assert.Contains("0:01 не дапісана <нрзб> і далей</textarea>", shown, StringComparison.Ordinal);
        Assert.Contains("In the field is your draft", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("дапісана", (await lead.GetAsync(page)).Words, StringComparison.Ordinal);
        Assert.DoesNotContain("дапісана", (await analyst.GetAsync($"/media/{item}/transcripts?language=ru")).Words, StringComparison.Ordinal);
        Assert.Equal(302, (await lead.PostAsync(page, page, ("seen", "0"), ("text", "0:02 іншае"))).Status);
        Assert.Contains("A version was saved since", (await analyst.GetAsync(page)).Text, StringComparison.Ordinal);
        // A version takes the draft's place, and so does forgetting it.
        Assert.Equal(302, (await analyst.PostAsync(page, page, ("seen", "1"), ("text", "0:01 дапісана"))).Status);
        Assert.DoesNotContain("your draft", (await analyst.GetAsync(page)).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await analyst.PostAsync(page, page + "&handler=draft", ("seen", "2"), ("text", "0:09 лішняе"))).Status);
        Assert.Equal(302, (await analyst.PostAsync(page, page + "&handler=forget")).Status);
        Assert.DoesNotContain("лішняе", (await analyst.GetAsync(page)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transcript_FromASubtitleFile_IsFoundAsSpeechAndLabelled()
    {
        var analyst = await demo.AnalystAsync();
        var item = MediaPattern().Match((await analyst.GetAsync("/review/M-000001/people")).Text + (await analyst.GetAsync("/posts/M-000001")).Text).Groups[1].Value;
        var saved = await analyst.PostAsync($"/media/{item}/transcripts", $"/media/{item}/transcripts?language=ru", ("seen", "0"), ("text", "1\n00:00:01,000 --> 00:00:03,500\n<i>Пшеничников признаётся</i>\n\n2\n00:00:04,000 --> 00:00:05,000\nво всём"));
        Assert.True(saved.Status == 302, saved.Text);
        // Another who edited the version before is told.
        Assert.Equal(409, (await analyst.PostAsync($"/media/{item}/transcripts", $"/media/{item}/transcripts?language=ru", ("seen", "0"), ("text", "0:01 іншае"))).Status);
        await demo.RunAsync("ingest", "--once");
        var reader = await demo.ReaderAsync();
        Assert.Contains("M-000001", (await reader.GetAsync("/?q=" + Uri.EscapeDataString("speech:пшеничников"))).Text, StringComparison.Ordinal);
        var post = (await reader.GetAsync("/posts/M-000001")).Text;
        Assert.Contains("This speech was coerced", post, StringComparison.Ordinal);
        Assert.Contains("Пшеничников признаётся", System.Net.WebUtility.HtmlDecode(post), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NewKnownNearAndHiddenPersons_DoesWhatThePreviewSays()
    {
        var (analyst, lead) = (await demo.AnalystAsync(), await demo.LeadAsync());
        await demo.CaseAsync();
        var seen = await analyst.PostAsync("/people/import", "/people/import?handler=do", ("text", "id,name,union\nimp-1,Фама Незнаёмы,РЭП\n"));
        Assert.Contains("New: 1 person", seen.Text, StringComparison.Ordinal);
        // Somebody like a person who is there is left out until it is said that it is another.
        var near = await analyst.PostAsync("/people/import", "/people/import?handler=do", ("text", "id,name\nimp-2,Alexey Krinitsa\n"));
        Assert.Contains("New: 0 persons", near.Text, StringComparison.Ordinal);
        Assert.Contains("New: 1 person", (await analyst.PostAsync("/people/import", "/people/import?handler=do", ("text", "id,name\nimp-2,Alexey Krinitsa\n"), ("take", "imp-2"))).Text, StringComparison.Ordinal);
        // A person whom a lead withheld is not changed, and its number is not said.
        var page = (await lead.GetAsync("/people?name=Фама")).Text;
        var number = System.Text.RegularExpressions.Regex.Match(page, "P-[0-9]{6}").Value;
        var form = await lead.GetAsync($"/people/{number}/edit");
        Assert.Equal(302, (await lead.PostAsync($"/people/{number}/edit", $"/people/{number}/edit", ("revision", Revision(form)), ("names", "Фама Незнаёмы"), ("union", "РЭП"), ("confidentiality", "Withheld"))).Status);
        await analyst.PostAsync("/people/import", "/people/import?handler=do", ("text", "id,name,union\nimp-1,Фама Іншы,Узламаны\n"));
        var after = (await lead.GetAsync("/people/" + number)).Words;
        Assert.DoesNotContain("Узламаны", after, StringComparison.Ordinal);
        Assert.DoesNotContain("Фама Іншы", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machine_AskedFor_WritesDownWhatIsSaidAndIsNamed()
    {
        var analyst = await demo.AnalystAsync();
        await demo.CaseAsync();
        var item = MediaPattern().Match((await analyst.GetAsync("/posts/" + demo.ClipPost)).Text.Split("class=\"media\"")[1]).Groups[1].Value;
        var body = "";
        demo.Recognizer.Map("/v1/audio/transcriptions", async http =>
        {
            using var copy = new MemoryStream();
            await http.Request.Body.CopyToAsync(copy);
            body = System.Text.Encoding.Latin1.GetString(copy.ToArray());
            await http.Response.Body.WriteAsync("1\n00:00:00,000 --> 00:00:02,000\nГэта чуе машына сёння\n"u8.ToArray());
        });
        Assert.Equal(302, (await analyst.PostAsync($"/media/{item}/transcripts", $"/media/{item}/transcripts?handler=machine")).Status);
        await demo.RunAsync("ingest", "--once");
        var page = (await analyst.GetAsync($"/media/{item}/transcripts?language=be")).Words;
        Assert.Contains("Гэта чуе машына сёння", page, StringComparison.Ordinal);
        Assert.Contains("Made by a machine (test-model-7)", page, StringComparison.Ordinal);
        Assert.Contains("Made by a machine (test-model-7)", (await (await demo.ReaderAsync()).GetAsync("/posts/" + demo.ClipPost)).Words, StringComparison.Ordinal);
        // Sound of 16 kHz, the model's name, and nothing of where it comes from.
        Assert.Contains("WAVEfmt", body, StringComparison.Ordinal);
        Assert.Contains("test-model-7", body, StringComparison.Ordinal);
        Assert.DoesNotContain("monitor", body, StringComparison.OrdinalIgnoreCase);
    }

    private static string Revision(PageAnswer page) => RevisionPattern().Match(page.Text).Groups[1].Value;

    [GeneratedRegex("name=\"revision\" value=\"([0-9]+)\"")]
    private static partial Regex RevisionPattern();

    [GeneratedRegex("media(?:/|:)([0-9]+)")]
    private static partial Regex MediaPattern();

    [GeneratedRegex("[0-9]+ persons?")]
    private static partial Regex CountPattern();
}
