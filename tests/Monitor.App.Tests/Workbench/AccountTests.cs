using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Workbench;

/// <summary>Codes, links and sessions.</summary>
[Collection(DemoTests.Name)]
public sealed class AccountTests(ServedDemo demo)
{
    [Fact]
    public async Task Code_UsedTwiceOrWithoutPassword_OpensNothing()
    {
        using var owner = await InviteAsync("codes", "reader");
        using var second = new PageClient(demo.Monitor.Origin);
        Assert.Equal("/sign-in", (await second.GetAsync("/sign-in/code")).Headers["Location"]);
        Assert.Contains("/sign-in/code", (await second.PostAsync("/sign-in", "/sign-in", ("name", "codes"), ("password", PageClient.Password))).Headers["Location"], StringComparison.Ordinal);
        // The password alone opens no page; nor does it let another app be paired.
        Assert.Equal(302, (await second.GetAsync("/")).Status);
        Assert.Equal("/sign-in", (await second.GetAsync("/two-factor")).Headers["Location"]);
        Assert.Equal(404, (await second.GetAsync("/two-factor?handler=picture")).Status);
        var code = owner.App!.Next();
        Assert.Equal(302, (await second.PostAsync("/sign-in/code", "/sign-in/code", ("code", code))).Status);
        Assert.Equal(200, (await second.GetAsync("/")).Status);
        using var thief = new PageClient(demo.Monitor.Origin);
        await thief.PostAsync("/sign-in", "/sign-in", ("name", "codes"), ("password", PageClient.Password));
        Assert.Contains("was used already", (await thief.PostAsync("/sign-in/code", "/sign-in/code", ("code", code))).Text, StringComparison.Ordinal);
        for (var attempt = 0; attempt < 5; attempt++) await thief.PostAsync("/sign-in/code", "/sign-in/code", ("code", "000000"));
        Assert.Contains("Too many wrong tries", (await thief.PostAsync("/sign-in/code", "/sign-in/code", ("code", owner.App.Next()))).Text, StringComparison.Ordinal);
        // Who is in already stays in.
        Assert.Equal(200, (await owner.GetAsync("/")).Status);
    }

    [Fact]
    public async Task Link_UsedOrReplaced_WorksNoMore()
    {
        var made = await demo.Pages.PostAsync("/accounts", "/accounts?handler=invite", ("name", "links"), ("roles", "reader"));
        var link = new Uri(made.Words.Split("id=\"link\">")[1].Split('<')[0]).PathAndQuery;
        using var one = new PageClient(demo.Monitor.Origin);
        await one.UseInvitationAsync(demo.Monitor.Origin + link);
        using var two = new PageClient(demo.Monitor.Origin);
        Assert.Contains("does not work", (await two.GetAsync(link)).Text, StringComparison.Ordinal);
        Assert.Contains("does not work", (await two.PostAsync("/sign-in", "/invitation", ("token", link.Split("token=")[1]), ("password", "another long password"), ("again", "another long password"))).Text, StringComparison.Ordinal);
        // By the command on the machine: the open session ends when its link is used.
        var (code, path, _) = await demo.RunAsync("accounts", "link", "links");
        Assert.Equal(0, code);
        using var three = new PageClient(demo.Monitor.Origin);
        await three.UseInvitationAsync(demo.Monitor.Origin + path.Trim());
        Assert.Equal(302, (await one.GetAsync("/")).Status);
        Assert.Equal(200, (await three.GetAsync("/")).Status);
        Assert.Equal(2, (await demo.RunAsync("accounts", "link", "nobody-there")).Code);
    }

    [Fact]
    public async Task Session_EndedLockedOrOfOtherRoles_IsOverAtOnce()
    {
        using var client = await InviteAsync("sessions", "reader");
        var id = System.Text.RegularExpressions.Regex.Match((await demo.Pages.GetAsync("/accounts")).Text, "<h2>sessions .*?name=\"id\" value=\"([^\"]+)\"", System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(200, (await client.GetAsync("/api/search")).Status);
        Assert.Equal(302, (await demo.Pages.PostAsync("/accounts", "/accounts?handler=roles", ("id", id), ("roles", "auditor"))).Status);
        Assert.Equal(401, (await client.GetAsync("/api/search")).Status);
        await SignInAsync(client);
        Assert.Equal(403, (await client.GetAsync("/api/search")).Status);
        Assert.Equal(200, (await client.GetAsync("/audit")).Status);
        await demo.Pages.PostAsync("/accounts", "/accounts?handler=lock", ("id", id), ("locked", "true"));
        Assert.Equal(302, (await client.GetAsync("/audit")).Status);
        Assert.Equal(200, (await client.PostAsync("/sign-in", "/sign-in", ("name", "sessions"), ("password", PageClient.Password))).Status);
        // The last administrator stays one, and nobody locks the own account.
        var administrator = await demo.AdministratorAsync();
        var own = System.Text.RegularExpressions.Regex.Match((await administrator.GetAsync("/accounts")).Text, "<h2>admin .*?name=\"id\" value=\"([^\"]+)\"", System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains("You cannot lock your own account", (await administrator.PostAsync("/accounts", "/accounts?handler=lock", ("id", own), ("locked", "true"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OfOneAccount_IsNeverTakenOverByAnother()
    {
        using var client = await InviteAsync("fixed", "reader");
        using var other = await InviteAsync("other", "analyst");
        var kept = client.Cookies["__Host-monitor"];
        // Another account signs in in the same browser: with a new key; the old one opens nothing.
        await client.PostAsync("/sign-in", "/sign-in", ("name", "other"), ("password", PageClient.Password));
        Assert.Equal(302, (await client.PostAsync("/sign-in/code", "/sign-in/code", ("code", other.App!.Next()))).Status);
        Assert.NotEqual(kept, client.Cookies["__Host-monitor"]);
        Assert.Equal(200, (await client.GetAsync("/review")).Status);
        using var thief = new PageClient(demo.Monitor.Origin);
        Assert.Equal(302, (await thief.GetAsync("/", ("Cookie", "__Host-monitor=" + kept))).Status);
    }

    [Fact]
    public async Task HalfSignIn_AfterANewLinkWasUsed_IsOver()
    {
        using var owner = await InviteAsync("halves", "reader");
        using var thief = new PageClient(demo.Monitor.Origin);
        await thief.PostAsync("/sign-in", "/sign-in", ("name", "halves"), ("password", PageClient.Password));
        var (_, path, _) = await demo.RunAsync("accounts", "link", "halves");
        using var back = new PageClient(demo.Monitor.Origin);
        var made = await back.PostAsync(path.Trim(), "/invitation", ("token", path.Trim().Split("token=")[1]), ("password", "some other long words"), ("again", "some other long words"));
        Assert.Equal("/two-factor", made.Headers["Location"]);
        // The one who knew the old password sees no secret of the new app.
        Assert.Equal("/sign-in", (await thief.GetAsync("/two-factor")).Headers["Location"]);
        Assert.Equal("/sign-in", (await thief.GetAsync("/sign-in/code")).Headers["Location"]);
        Assert.Equal(200, (await back.GetAsync("/two-factor")).Status);
    }

    [Fact]
    public async Task WrongPasswords_OfStrangers_NeverKeepTheOwnersDeviceOut()
    {
        using var owner = await InviteAsync("besieged", "reader");
        Assert.Contains(owner.SetCookies, cookie => cookie.StartsWith("__Host-monitor-device=", StringComparison.Ordinal) && cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase));
        await owner.PostAsync("/", "/sign-out");
        using var stranger = new PageClient(demo.Monitor.Origin);
        for (var attempt = 0; attempt < 12; attempt++) await stranger.PostAsync("/sign-in", "/sign-in", ("name", "besieged"), ("password", "wrong again and again"));
        // The stranger is held, also with the right password; he is told nothing of it.
        Assert.Contains("user name or the password", (await stranger.PostAsync("/sign-in", "/sign-in", ("name", "besieged"), ("password", PageClient.Password))).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("/sign-in/code", (await owner.PostAsync("/sign-in", "/sign-in", ("name", "besieged"), ("password", PageClient.Password))).Headers["Location"], StringComparison.Ordinal);
        Assert.Equal(302, (await owner.PostAsync("/sign-in/code", "/sign-in/code", ("code", owner.App!.Next()))).Status);
        Assert.Equal(200, (await owner.GetAsync("/")).Status);
        // A cookie of somebody else's device is no way around it.
        using var other = await InviteAsync("bystander", "reader");
        await other.PostAsync("/", "/sign-out");
        Assert.Equal(200, (await other.PostAsync("/sign-in", "/sign-in", ("name", "besieged"), ("password", PageClient.Password))).Status);
    }

    [Fact]
    public async Task Form_SentAfterTheSessionEnded_ComesBackFilledToTheSameAccountAlone()
    {
        using var analyst = await InviteAsync("typist", "analyst");
        await using (var accounts = demo.OpenAccounts()) await accounts.Sessions.Where(session => session.AccountId == accounts.Users.First(user => user.UserName == "typist").Id).ExecuteUpdateAsync(set => set.SetProperty(session => session.EndsAt, DateTimeOffset.UnixEpoch));
        var words = "Слова, якія набіралі больш за чвэрць гадзіны.\nДругі радок & <знакі>";
        var sent = await analyst.PostAsync("/sign-in", "/people/new", ("names", "Набраны Чалавек"), ("languages", "be"), ("position", words));
        Assert.Equal((302, "/sign-in?back=/kept"), (sent.Status, sent.Headers["Location"]));
        // Somebody else who signs in on that browser sees nothing of it.
        using var other = await InviteAsync("neighbour", "analyst");
        Assert.DoesNotContain("Набраны", (await other.GetAsync("/kept", ("Cookie", "__Host-monitor=" + other.Cookies["__Host-monitor"] + "; __Host-monitor-kept=" + analyst.Cookies["__Host-monitor-kept"]))).Words, StringComparison.Ordinal);
        await analyst.PostAsync("/sign-in?back=/kept", "/sign-in", ("name", "typist"), ("password", PageClient.Password), ("back", "/kept"));
        Assert.Equal("/kept", (await analyst.PostAsync("/sign-in/code", "/sign-in/code", ("code", analyst.App!.Next()), ("back", "/kept"))).Headers["Location"]);
        var kept = await analyst.GetAsync("/kept");
        Assert.Contains("Набраны Чалавек", System.Net.WebUtility.HtmlDecode(kept.Text), StringComparison.Ordinal);
        Assert.Contains(words, System.Net.WebUtility.HtmlDecode(kept.Text).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("action=\"/people/new\"", kept.Text, StringComparison.Ordinal);
        Assert.Equal(302, (await analyst.PostAsync("/kept", "/people/new", ("names", "Набраны Чалавек"), ("languages", "be"), ("confidentiality", "Public"))).Status);
    }

    [Theory]
    [InlineData("password1234")]
    [InlineData("qwertyuiop12")]
    [InlineData("йцукенгшщзхъ")]
    [InlineData("guessable-lead-1")]
    [InlineData("lukashenko2020")]
    public async Task Password_AmongThoseGuessedFirst_IsRefused(string password)
    {
        var made = await demo.Pages.PostAsync("/accounts", "/accounts?handler=invite", ("name", $"guessable-lead.{(password.Length * 31) + password[0]}"), ("roles", "reader"));
        var link = new Uri(made.Words.Split("id=\"link\">")[1].Split('<')[0]).PathAndQuery;
        using var client = new PageClient(demo.Monitor.Origin);
        var answer = await client.PostAsync(link, "/invitation", ("token", link.Split("token=")[1]), ("password", password), ("again", password));
        Assert.Equal(200, answer.Status);
        Assert.Contains("guessed first", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_OfTheApp_LiesInNoFileInTheClear()
    {
        using var owner = await InviteAsync("secretive", "reader");
        foreach (var file in Directory.EnumerateFiles(demo.Path, "accounts.db*")) Assert.False((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(owner.App!.Secret)) >= 0, file);
    }

    [Fact]
    public async Task Administrator_MakesHimselfLead_AllLeadsAreTold()
    {
        var lead = await demo.LeadAsync();
        using var upstart = await InviteAsync("upstart", "administrator");
        var id = System.Text.RegularExpressions.Regex.Match((await upstart.GetAsync("/accounts")).Text, "<h2>upstart .*?name=\"id\" value=\"([^\"]+)\"", System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(302, (await upstart.PostAsync("/accounts", "/accounts?handler=roles", ("id", id), ("roles", "administrator"), ("roles", "lead"))).Status);
        Assert.Contains("upstart gave the role of lead to his or her own account", (await lead.GetAsync("/review")).Words, StringComparison.Ordinal);
        Assert.DoesNotContain("upstart gave the role", (await (await demo.AnalystAsync()).GetAsync("/review")).Words, StringComparison.Ordinal);
    }

    private static async Task SignInAsync(PageClient client)
    {
        await client.PostAsync("/sign-in", "/sign-in", ("name", "sessions"), ("password", PageClient.Password));
        Assert.Equal(302, (await client.PostAsync("/sign-in/code", "/sign-in/code", ("code", client.App!.Next()))).Status);
    }

    private async Task<PageClient> InviteAsync(string name, string role)
    {
        var made = await demo.Pages.PostAsync("/accounts", "/accounts?handler=invite", ("name", name), ("roles", role));
        var client = new PageClient(demo.Monitor.Origin);
        await client.UseInvitationAsync(made.Words.Split("id=\"link\">")[1].Split('<')[0]);
        return client;
    }
}
