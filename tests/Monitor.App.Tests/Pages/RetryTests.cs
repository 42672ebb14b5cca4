using System.Text;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Pages;

/// <summary>The jobs page: what failed and why, and another try.</summary>
public sealed class RetryTests
{
    private const string Page = "<main class=\"tgme_main\" data-url=\"/s/one\"><section class=\"tgme_channel_history\"><div class=\"tgme_widget_message\" data-post=\"one/7\"><div class=\"tgme_widget_message_text\">Прывітанне</div></div></section></main>";

    [Fact]
    public async Task Jobs_ChannelThatFailed_SaysWhyAndIsReadAgainOnRequest()
    {
        await using var server = await ReplayServer.StartAsync();
        server.Map("/s/one", "<p>maintenance</p>"u8.ToArray(), "text/html");
        using var folder = new TestFolder(TestFolder.Pipeline(("one", "telegram", server.Origin + "/s/one")));
        await using var monitor = await MonitorProcess.ServeAsync(folder, server.Opening);
        using var pages = new PageClient(monitor.Origin);
        await pages.MakeFirstAccountAsync(monitor.FirstAccountLink);
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, null, "ingest", "--once")).Code);
        var failed = (await pages.GetAsync("/jobs")).Text;
        Assert.Contains("the address gives no channel preview", System.Net.WebUtility.HtmlDecode(failed), StringComparison.Ordinal);
        Assert.Contains("one", failed, StringComparison.Ordinal);
        Assert.Contains("NotAChannelPage", (await pages.GetAsync("/health")).Text, StringComparison.Ordinal);

        server.Map("/s/one", Encoding.UTF8.GetBytes(Page), "text/html; charset=utf-8");
        var retried = await pages.PostAsync("/jobs", "/jobs?handler=retryAll");
        Assert.Equal((302, "/jobs?retried=1"), (retried.Status, retried.Headers["Location"]));
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, null, "ingest", "--once")).Code);
        Assert.Contains("Nothing has failed", (await pages.GetAsync("/jobs")).Text, StringComparison.Ordinal);
        Assert.Contains("M-000001", (await pages.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_EmptyArchive_SaysWhatToDo()
    {
        using var folder = new TestFolder("name: test\nchannels: []\n");
        await using var monitor = await MonitorProcess.ServeAsync(folder);
        using var pages = new PageClient(monitor.Origin);
        await pages.MakeFirstAccountAsync(monitor.FirstAccountLink);
        Assert.Contains("The archive is empty", (await pages.GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains("There is no channel yet", (await pages.GetAsync("/health")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_FiveWrongPasswords_LocksTheAccount()
    {
        using var folder = new TestFolder("name: test\nchannels: []\n");
        await using var monitor = await MonitorProcess.ServeAsync(folder);
        using var owner = new PageClient(monitor.Origin);
        await owner.MakeFirstAccountAsync(monitor.FirstAccountLink);
        using var stranger = new PageClient(monitor.Origin);
        for (var attempt = 0; attempt < 5; attempt++) await stranger.PostAsync("/sign-in", "/sign-in", ("name", PageClient.Name), ("password", "wrong wrong wrong"));
        // The right one is refused as well, in the words in which an unknown name is: nobody learns which names there are.
        var refused = await stranger.PostAsync("/sign-in", "/sign-in", ("name", PageClient.Name), ("password", PageClient.Password));
        Assert.Equal(200, refused.Status);
        Assert.Equal(Problem(refused), Problem(await stranger.PostAsync("/sign-in", "/sign-in", ("name", "nobody-there"), ("password", PageClient.Password))));
        Assert.Equal(200, (await owner.GetAsync("/")).Status);
    }

    [Fact]
    public async Task SignIn_WrongTooOften_IsSlowedDownForThatAddressOnly()
    {
        using var folder = new TestFolder("name: test\nchannels: []\n");
        await using var monitor = await MonitorProcess.ServeAsync(folder);
        using var owner = new PageClient(monitor.Origin);
        await owner.MakeFirstAccountAsync(monitor.FirstAccountLink);
        using var stranger = new PageClient(monitor.Origin);
        var statuses = new List<int>();
        for (var attempt = 0; attempt < 12; attempt++) statuses.Add((await stranger.PostAsync("/sign-in", "/sign-in", ("name", "nobody"), ("password", "wrong wrong wrong"))).Status);
        Assert.Equal(429, statuses[^1]);
        Assert.Equal(200, (await owner.GetAsync("/")).Status);
    }

    private static string Problem(PageAnswer page) => page.Text.Split("class=\"problem\"")[1].Split("</p>")[0];
}
