using System.Text.RegularExpressions;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Reposts;

/// <summary>Where a clip was published, as readers see it and analysts judge it.</summary>
[Collection(DemoTests.Name)]
public sealed partial class SpreadPageTests(ServedDemo demo)
{
    [Fact]
    public async Task Spread_OfTheDemosClip_IsToldWithItsReasons()
    {
        var copies = await demo.CopiesAsync();
        var reader = await demo.ReaderAsync();
        var post = (await reader.GetAsync("/posts/" + copies.First)).Words;
        Assert.Contains("the same clip in 2 posts", post, StringComparison.Ordinal);
        var page = (await reader.GetAsync(LinkPattern().Match(post).Groups[1].Value)).Words;
        // The first one stands first; the repost is explained, and named as the forward that it is.
        Assert.True(page.IndexOf($"/posts/{copies.First}\">", StringComparison.Ordinal) < page.IndexOf($"/posts/{copies.Repost}\">", StringComparison.Ordinal));
        Assert.Matches("[0-9]+ of [0-9]+ frames within [0-9]+ bits, from 0:0[0-9] to 0:1[0-9]|by the sound alone", page);
        Assert.Contains("copy: confirmed", page, StringComparison.Ordinal);
        Assert.Matches($"Forwarded from</?[^>]*>?[^<]*: <a href=\"/posts/{copies.First}\"|Forwarded from: <a href=\"/posts/{copies.First}\"", page);
        Assert.DoesNotContain("handler=split", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/small", page, StringComparison.Ordinal);
        var picture = await reader.GetAsync($"/spread/{copies.First}/picture.png?clip={copies.FirstItem}");
        Assert.Equal((200, "image/png"), (picture.Status, picture.Headers["Content-Type"]));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], picture.Body[..4]);
    }

    [Theory]
    [InlineData("be", "па-беларуску", "з 12 кадраў|толькі па гуку", "пацверджана")]
    [InlineData("ru", "по-русски", "из 12 кадров|только по звуку", "подтверждено")]
    public async Task Spread_InOtherLanguages_SaysTheSame(string code, string name, string reason, string state)
    {
        var copies = await demo.CopiesAsync();
        var client = await demo.AsAsync("spread-" + code, "reader");
        await client.GetAsync("/language/" + code);
        var page = (await client.GetAsync("/spread/" + copies.Repost)).Words;
        Assert.True(Regex.IsMatch(page, reason.Replace("12", "[0-9]+", StringComparison.Ordinal)), name + page);
        Assert.Contains(state, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judgement_OfAReader_IsDenied()
    {
        var copies = await demo.CopiesAsync();
        var denied = await (await demo.ReaderAsync()).PostAsync("/account", $"/spread/{copies.First}?handler=split", ("group", $"{copies.GroupId}"), ("item", $"{copies.RepostItem}"), ("revision", "0"));
        Assert.Contains("/denied", denied.Headers["Location"], StringComparison.Ordinal);
        Assert.Contains("confirmed", (await (await demo.AnalystAsync()).GetAsync("/spread/" + copies.First)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_SplitOffAndTakenBack_LeavesTheListAndReturns()
    {
        var copies = await demo.CopiesAsync();
        var analyst = await demo.AnalystAsync();
        var address = "/spread/" + copies.First;
        Assert.Equal(302, (await SendAsync(analyst, copies, "split")).Status);
        var page = (await analyst.GetAsync(address)).Words;
        // No copy any more, only the forward that its source says it is; still there to be taken back, with who said so.
        var row = page.Split($"<td class=\"nowrap\"><a href=\"/posts/{copies.Repost}\">")[1].Split("</tr>")[0];
        Assert.Contains("forwarded", row, StringComparison.Ordinal);
        Assert.DoesNotContain("copy", row, StringComparison.Ordinal);
        Assert.Matches("<strong>split off</strong><span class=\"by\"> · analyst", page);
        Assert.DoesNotContain("the same clip in 2 posts", (await analyst.GetAsync("/posts/" + copies.First)).Text, StringComparison.Ordinal);
        // What was seen is gone: nothing is written, and the page says so.
        Assert.Equal(409, (await analyst.PostAsync(address, address + "?handler=confirm", ("group", $"{copies.GroupId}"), ("item", $"{copies.RepostItem}"), ("revision", "77"))).Status);
        Assert.Contains("stands like that already", (await SendAsync(analyst, copies, "split")).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await SendAsync(analyst, copies, "undo")).Status);
        Assert.Contains("suggested by the program", (await analyst.GetAsync(address)).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await SendAsync(analyst, copies, "confirm")).Status);
        Assert.Contains("the group itself", (await analyst.PostAsync(address, address + "?handler=join", ("group", $"{copies.GroupId}"), ("into", $"{copies.GroupId}"))).Text, StringComparison.Ordinal);
        await demo.RunAsync("ingest", "--once");
    }

    [Fact]
    public async Task Spread_OfAPostAlone_SaysWhatToDo()
    {
        var analyst = await demo.AnalystAsync();
        await using var db = demo.OpenDatabase();
        var alone = Core.Posts.Post.NumberOf(db.Posts.Where(post => post.Url!.EndsWith("/106")).Select(post => post.Id).Single());
        Assert.Contains("No other post with this clip is known", (await analyst.GetAsync("/spread/" + alone)).Text, StringComparison.Ordinal);
        foreach (var path in new[] { "/spread/M-999999", "/spread/nonsense", $"/spread/{alone}?clip=1", $"/spread/{alone}/picture.png?clip=999" }) Assert.Equal(404, (await analyst.GetAsync(path)).Status);
    }

    private static async Task<PageAnswer> SendAsync(PageClient client, DemoCopies copies, string what)
    {
        var address = "/spread/" + copies.First;
        var form = (await client.GetAsync(address)).Text.Split($"name=\"item\" value=\"{copies.RepostItem}\"")[1];
        return await client.PostAsync(address, address + "?handler=" + what, ("group", $"{copies.GroupId}"), ("item", $"{copies.RepostItem}"), ("revision", RevisionPattern().Match(form).Groups[1].Value));
    }

    [GeneratedRegex("name=\"revision\" value=\"([0-9]*)\"")]
    private static partial Regex RevisionPattern();

    [GeneratedRegex("href=\"(/spread/M-[0-9]+\\?clip=[0-9]+)\"")]
    private static partial Regex LinkPattern();
}
