using System.Text;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;

namespace Monitor.App.Tests.Ingest;

/// <summary>A data folder has one owner; other commands hand their work over to it.</summary>
public sealed class HandOverTests
{
    private const string Page = "<main class=\"tgme_main\" data-url=\"/s/one\"><section class=\"tgme_channel_history\"><div class=\"tgme_widget_message\" data-post=\"one/7\"><div class=\"tgme_widget_message_text\">Прывітанне</div></div></section></main>";

    [Fact]
    public async Task PollAndReindex_WhileServeIngests_AreDoneByTheOwner()
    {
        await using var server = await ReplayServer.StartAsync();
        var slow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Map("/s/one", Encoding.UTF8.GetBytes(Page), "text/html; charset=utf-8");
        server.Map("/slow", async http => await slow.Task.WaitAsync(http.RequestAborted));
        using var folder = new TestFolder(TestFolder.Pipeline(("one", "telegram", server.Origin + "/s/one"), ("slow", "feed", server.Origin + "/slow")));
        await using var monitor = await MonitorProcess.ServeAsync(folder, server.Opening);
        // The server's own first polls: one is done, the other waits for its answer.
        await FolderDatabase.UntilAsync(folder, monitor, db => db.Channels.AnyAsync(channel => channel.Name == "one" && channel.LastSuccessAt != null));
        await FolderDatabase.UntilAsync(folder, monitor, _ => Task.FromResult(server.Requests.Any(request => request.Path == "/slow")));
        var before = server.Requests.Count(request => request.Path == "/s/one");
        var poll = await MonitorProcess.RunAsync(folder, null, "poll", "one");
        Assert.True(poll.Code == 0, poll.Errors);
        Assert.Contains("one: Done", poll.Output, StringComparison.Ordinal);
        Assert.True(server.Requests.Count(request => request.Path == "/s/one") > before);
        Assert.Contains(server.Requests, request => request.Path == "/slow");
        var reindex = await MonitorProcess.RunAsync(folder, null, "reindex");
        Assert.Equal((0, "1 records written"), (reindex.Code, reindex.Output.Trim()));
        Assert.Contains("M-000001", (await MonitorProcess.RunAsync(folder, null, "search", "прывітанне")).Output, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "monitor.sock")));
        var second = await MonitorProcess.RunAsync(folder, null, "serve", "--listen", "127.0.0.1:0");
        Assert.Equal(64, second.Code);
        Assert.Equal(64, (await MonitorProcess.RunAsync(folder, null, "poll", "nobody")).Code);
        slow.SetResult();
    }

    [Fact]
    public async Task Status_OwnerWasKilled_TakesTheFolderOver()
    {
        using var folder = new TestFolder("name: test\nchannels: []\n");
        await using (var monitor = await MonitorProcess.ServeAsync(folder)) await monitor.KillAsync();
        Assert.True(File.Exists(Path.Combine(folder.Path, "monitor.sock")));
        var status = await MonitorProcess.RunAsync(folder, null, "status");
        Assert.Equal((0, "0 posts, 0 media items;"), (status.Code, status.Output.Trim()));
    }

    [Fact]
    public async Task Search_IndexFolderDeleted_IsBuiltAnewFromTheDatabase()
    {
        await using var server = await ReplayServer.StartAsync();
        server.Map("/s/one", Encoding.UTF8.GetBytes(Page), "text/html; charset=utf-8");
        using var folder = new TestFolder(TestFolder.Pipeline(("one", "telegram", server.Origin + "/s/one")));
        Assert.Equal(0, (await MonitorProcess.RunAsync(folder, server.Opening, "ingest", "--once")).Code);
        Directory.Delete(Path.Combine(folder.Path, "index"), recursive: true);
        Assert.Contains("M-000001", (await MonitorProcess.RunAsync(folder, null, "search", "прывітанне")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--listen", "0.0.0.0:5080", "TLS proxy")]
    [InlineData("--listen", "somewhere", "127.0.0.1:5080")]
    public async Task Serve_UnsafeAddress_IsRefusedWithWhatToDo(string option, string value, string says)
    {
        using var folder = new TestFolder("name: test\nchannels: []\n");
        var run = await MonitorProcess.RunAsync(folder, null, "serve", option, value);
        Assert.Equal(64, run.Code);
        Assert.Contains(says, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_UnknownAdapter_StopsAndNamesTheAllowedOnes()
    {
        using var folder = new TestFolder("name: test\nchannels: []\n").Begun();
        var run = await MonitorProcess.RunAsync(folder, new Dictionary<string, string> { ["Search__Type"] = "Solr" }, "status");
        Assert.Equal(64, run.Code);
        Assert.Contains("allowed: Lucene", run.Errors, StringComparison.Ordinal);
    }
}
