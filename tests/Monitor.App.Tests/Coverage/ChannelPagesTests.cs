using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;
using Monitor.Core.Channels;
using Monitor.Core.Posts;

namespace Monitor.App.Tests.Coverage;

/// <summary>Channels added, tried, edited and paused on their pages; coverage, versions and imports as people see them. The real program, and a channel's server that the test sets.</summary>
public sealed partial class ChannelPagesTests : IAsyncLifetime
{
    private readonly TestFolder folder = new("name: file\nchannels:\n  - name: in-file\n    kind: feed\n    url: http://127.0.0.1:1/feed\n    title: In the file\n    outlet: union\n    interval: 24h\n");
    private ReplayServer server = null!;
    private MonitorProcess monitor = null!;
    private PageClient pages = null!;

    public async Task InitializeAsync()
    {
        server = await ReplayServer.StartAsync();
        Show("first words", "second post");
        monitor = await MonitorProcess.ServeAsync(folder, server.Opening);
        pages = new PageClient(monitor.Origin);
        await pages.MakeFirstAccountAsync(monitor.FirstAccountLink);
    }

    public async Task DisposeAsync()
    {
        pages.Dispose();
        await monitor.DisposeAsync();
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Channel_AddedOnThePage_IsTriedReadCoveredEditedAndPaused()
    {
        var url = server.Origin + "/s/added";
        var tried = await pages.PostAsync("/channels/new", "/channels/new?handler=try", Fields(url));
        Assert.Contains("It can be read: 2 posts", tried.Words, StringComparison.Ordinal);
        Assert.Contains("could not be read", (await pages.PostAsync("/channels/new", "/channels/new?handler=try", Fields(server.Origin + "/nothing"))).Words, StringComparison.Ordinal);
        Assert.Contains("AddressNotPublic", (await pages.PostAsync("/channels/new", "/channels/new?handler=try", Fields("http://169.254.169.254/latest"))).Words, StringComparison.Ordinal);
        await using (var db = FolderDatabase.Open(folder)) Assert.Equal((1, 0), (await db.Channels.CountAsync(), await db.Posts.CountAsync()));

        var added = await pages.PostAsync("/channels/new", "/channels/new", Fields(url));
        Assert.True(added.Status == 302, added.Words);
        var page = added.Headers["Location"];
        await UntilAsync(async db => await db.Posts.CountAsync() == 2);
        var coverage = await pages.GetAsync(page);
        Assert.Contains("Everything that the channel showed whenever it was read", coverage.Words, StringComparison.Ordinal);
        Assert.Contains("cover-complete", coverage.Text, StringComparison.Ordinal);
        Assert.Contains("Added by hand", (await pages.GetAsync("/channels")).Words, StringComparison.Ordinal);

        Assert.Contains("already", (await pages.PostAsync("/channels/new", "/channels/new", Fields(url))).Words, StringComparison.Ordinal);
        Assert.Contains("socks5://host:port", (await pages.PostAsync(page + "/edit", page + "/edit", [.. Fields(url), ("Input.Egress", "tor")])).Words, StringComparison.Ordinal);
        Assert.Equal(302, (await pages.PostAsync(page + "/edit", page + "/edit?handler=pause")).Status);
        await using (var db = FolderDatabase.Open(folder)) Assert.Equal((ChannelState.Paused, 1), ((await db.Channels.SingleAsync(row => row.Name == "added")).State, await db.CoverageGaps.CountAsync(gap => gap.Cause == GapCause.Paused)));
        Assert.Equal(302, (await pages.PostAsync(page + "/edit", page + "/edit?handler=resume")).Status);
        await UntilAsync(async db => await db.CoverageGaps.AnyAsync(gap => gap.Cause == GapCause.Paused && gap.ClosedAt != null));
    }

    [Fact]
    public async Task Channel_OfAFile_KeepsWhatWasChangedOnThePageAfterARestart()
    {
        var page = ChannelLink().Match((await pages.GetAsync("/channels")).Text).Value;
        var saved = await pages.PostAsync(page + "/edit", page + "/edit", ("Input.Kind", "Feed"), ("Input.Url", "http://127.0.0.1:1/feed"), ("Input.Title", "Renamed here"), ("Input.Outlet", "Union"), ("Input.Interval", "1440"), ("Input.Stages", "Download"));
        Assert.True(saved.Status == 302, saved.Words);
        await monitor.DisposeAsync();
        monitor = await MonitorProcess.ServeAsync(folder, server.Opening);
        await using var db = FolderDatabase.Open(folder);
        var channel = await db.Channels.SingleAsync();
        Assert.Equal(("Renamed here", "Download", ChannelState.Active), (channel.Title, channel.Stages, channel.State));
        Assert.Equal(["Title", "Stages"], ChannelSettings.DifferFromFile(channel));
        Assert.Equal(1, await db.AuditEntries.CountAsync(entry => entry.SubjectKind == "channel" && entry.Detail == "Title Stages"));
    }

    [Fact]
    public async Task Post_EditedAndTakenDown_ShowsTheDifferenceAndSaysSo()
    {
        var page = (await pages.PostAsync("/channels/new", "/channels/new", Fields(server.Origin + "/s/added"))).Headers["Location"];
        await UntilAsync(async db => await db.Posts.CountAsync() == 2);
        Show("other words", "second post");
        await pages.PostAsync(page + "/edit", page + "/edit?handler=poll");
        await UntilAsync(async db => await db.PostVersions.CountAsync() == 3);
        await using (var db = FolderDatabase.Open(folder)) await db.Posts.Where(post => post.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(post => post.TakenDownAt, new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.Zero)));
        var shown = await pages.GetAsync("/posts/M-000001");
        Assert.Matches("<del>.*first.*</del>", shown.Words.ReplaceLineEndings(" "));
        Assert.Matches("<ins>.*other.*</ins>", shown.Words.ReplaceLineEndings(" "));
        Assert.Contains("no longer shows this post: found gone on 4 March 2026, 12:00", shown.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FileLinkAndSheet_AreMarkedAndShown()
    {
        var clip = await TestMedia.ClipAsync("testsrc2=s=160x90:r=10", 1);
        var uploaded = await pages.UploadAsync("/import", clip, "clip.mp4", ("SourceUrl", "https://example.org/story"), ("Published", "2021-09-28"), ("PostTitle", "A clip that was handed in"), ("ObtainedFrom", "a relative"), ("Outlet", "StateMedia"));
        Assert.True(uploaded.Status == 302, uploaded.Words);
        var shown = (await pages.GetAsync(uploaded.Headers["Location"])).Words;
        Assert.Contains("Brought in by hand", shown, StringComparison.Ordinal);
        Assert.Contains("a relative", shown, StringComparison.Ordinal);
        await UntilAsync(async db => await db.Keyframes.AnyAsync());
        Assert.Contains("The address is not understood", (await pages.PostAsync("/import", "/import?handler=link", ("SourceUrl", "nonsense"))).Words, StringComparison.Ordinal);

        var linked = await pages.PostAsync("/import", "/import?handler=link", ("SourceUrl", server.Origin + "/s/added"), ("Outlet", "Union"));
        Assert.True(linked.Status == 302, linked.Words);

        var box = Directory.CreateDirectory(Path.Combine(folder.Path, "box")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(box, "a.mp4"), clip);
        await File.WriteAllTextAsync(Path.Combine(box, "import.csv"), "file,source_url,published,obtained_from\na.mp4,https://example.org/other,2022-01-02,me\nmissing.mp4,,,\n../monitor.db,,,\n");
        var (code, output, errors) = await MonitorProcess.RunAsync(folder, null, "import", box);
        Assert.True(code == 2, output + errors);
        Assert.Matches("line 2, a.mp4: M-0", output);
        Assert.Contains("line 3, missing.mp4: refused, FileMissing", output, StringComparison.Ordinal);
        Assert.Contains("line 4, ../monitor.db: refused, FileMissing: The file is not inside the folder.", output, StringComparison.Ordinal);
        Assert.Contains("1 of 3 brought in, 2 refused.", output, StringComparison.Ordinal);
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, null, "verify")).Code);
    }

    private static (string, string)[] Fields(string url) =>
        [("Input.Name", "added"), ("Input.Kind", "Telegram"), ("Input.Url", url), ("Input.Title", "Added by hand"), ("Input.Outlet", "ProGovernment"), ("Input.Interval", "60"), ("Input.Stages", "Download")];

    private void Show(params string[] texts) => server.Map("/s/added", Encoding.UTF8.GetBytes("<main class=\"tgme_main\" data-url=\"/added\"><section class=\"tgme_channel_history\">" + string.Concat(texts.Select((text, at) =>
        $"<div class=\"tgme_widget_message\" data-post=\"added/{at + 1}\"><div class=\"tgme_widget_message_text\">{text}</div><time datetime=\"{DateTimeOffset.UnixEpoch.AddDays(20_500).AddHours(at):yyyy-MM-ddTHH:mm:ss}+00:00\"></time></div>")) + "</section></main>"), "text/html; charset=utf-8");

    private Task UntilAsync(Func<Core.Database.MonitorDbContext, Task<bool>> holds) => FolderDatabase.UntilAsync(folder, monitor, holds);

    [GeneratedRegex("/channels/[0-9]+")]
    private static partial Regex ChannelLink();
}
