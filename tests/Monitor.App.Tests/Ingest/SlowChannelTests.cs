using System.Text;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;
using Monitor.Core.Pipelines;

namespace Monitor.App.Tests.Ingest;

/// <summary>Channels whose server never answers hold nobody up: the others are read again while those still hang. The real program.</summary>
public sealed class SlowChannelTests
{
    private const int Hanging = 20, Quick = 6;

    [Fact]
    public async Task Serve_MoreHangingChannelsThanWorkers_TheOthersAreReadMeanwhile()
    {
        await using var hostile = await ReplayServer.StartAsync();
        await using var honest = await ReplayServer.StartAsync();
        var channels = new List<(string, string, string)>();
        for (var at = 0; at < Hanging; at++)
        {
            hostile.Map($"/hang{at}", http => Task.Delay(Timeout.Infinite, http.RequestAborted));
            channels.Add(($"hang{at}", "feed", $"{hostile.Origin}/hang{at}"));
        }

        for (var at = 0; at < Quick; at++)
        {
            honest.Map($"/quick{at}", Encoding.UTF8.GetBytes($"<rss version=\"2.0\"><channel><title>t</title><item><guid>{at}</guid><title>a</title></item></channel></rss>"), "application/rss+xml");
            channels.Add(($"quick{at}", "feed", $"{honest.Origin}/quick{at}"));
        }

        using var folder = new TestFolder(TestFolder.Pipeline([.. channels]));
        await using var monitor = await MonitorProcess.ServeAsync(folder, new Dictionary<string, string> { ["Fetching__LoopbackOpenings__0"] = new Uri(hostile.Origin).Authority, ["Fetching__LoopbackOpenings__1"] = new Uri(honest.Origin).Authority });
        await FolderDatabase.UntilAsync(folder, monitor, db => db.Channels.Where(channel => channel.Name.StartsWith("quick")).AllAsync(channel => channel.LastSuccessAt != null));
        var again = TimeProvider.System.GetUtcNow();
        await using (var db = FolderDatabase.Open(folder)) await db.Channels.ExecuteUpdateAsync(set => set.SetProperty(channel => channel.NextPollAt, again));
        await FolderDatabase.UntilAsync(folder, monitor, db => db.Channels.Where(channel => channel.Name.StartsWith("quick")).AllAsync(channel => channel.LastSuccessAt > again));
        await using var after = FolderDatabase.Open(folder);
        Assert.True(await after.StageRuns.AnyAsync(run => run.Stage == StageKind.Poll && run.State != StageState.Done && run.State != StageState.Failed), "no hanging channel was waiting any more");
        Assert.Equal(0, await after.Channels.CountAsync(channel => channel.Name.StartsWith("quick") && channel.Failures > 0));
    }
}
