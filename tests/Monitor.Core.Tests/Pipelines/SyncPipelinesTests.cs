using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Pipelines;

/// <summary>Files and people: what a file changes, what it leaves alone, and what a stage that comes later does for old posts.</summary>
public sealed class SyncPipelinesTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Sync_FileGivesEverySetting_TheChannelHasThem()
    {
        await SyncAsync("egress: socks5://127.0.0.1:9050\nlexicons: [triage]\nstages: [download]", "{name: one, kind: youtube, url: '@strike', outlet: state-media, since: 2020-08-09}");
        var channel = await ChannelAsync();
        Assert.Equal((ChannelKind.YouTube, "https://www.youtube.com/@strike", "socks5://127.0.0.1:9050", "triage", "Download", 0L), (channel.Kind, channel.Url, channel.Egress, channel.Lexicons, channel.Stages, channel.IntervalMs));
        Assert.Equal(new DateTimeOffset(2020, 8, 9, 0, 0, 0, TimeSpan.Zero), channel.Since);
        Assert.Empty(ChannelSettings.DifferFromFile(channel));
    }

    [Fact]
    public async Task Sync_WhatAPersonChanged_StaysUntilItIsTheFilesAgain()
    {
        await SyncAsync("", "{name: one, kind: feed, url: 'http://a.example/f', title: First, outlet: union}");
        await database.Gate.WriteAsync(db => db.Channels.ExecuteUpdateAsync(set => set.SetProperty(row => row.Title, "By hand")), CancellationToken.None);
        await SyncAsync("", "{name: one, kind: feed, url: 'http://a.example/g', title: Second, outlet: union}");
        var channel = await ChannelAsync();
        Assert.Equal(("By hand", "http://a.example/g"), (channel.Title, channel.Url));
        Assert.Equal(["Title"], ChannelSettings.DifferFromFile(channel));
    }

    [Fact]
    public async Task Sync_ChannelLeavesItsFileAndComesBack_IsPausedWithItsPeriod()
    {
        await SyncAsync("", "{name: one, kind: feed, url: 'http://a.example/f', outlet: union}");
        await database.Gate.WriteAsync(db => Task.FromResult(db.Channels.Add(new Channel { Pipeline = EditChannels.OwnPipeline, Name = "own", Url = "http://b.example/" })), CancellationToken.None);
        await new SyncPipelines(database.Gate, database.Clock).RunAsync([], CancellationToken.None);
        await using (var db = database.CreateDbContext())
        {
            Assert.Equal([ChannelState.Paused, ChannelState.Active], await db.Channels.OrderBy(row => row.Id).Select(row => row.State).ToListAsync());
            Assert.Equal(GapCause.Paused, (await db.CoverageGaps.SingleAsync()).Cause);
        }

        await SyncAsync("", "{name: one, kind: feed, url: 'http://a.example/f', outlet: union}");
        Assert.Equal(ChannelState.Active, (await ChannelAsync()).State);
    }

    [Fact]
    public async Task Sync_StageAddedLater_BecomesDueForOldPosts()
    {
        await SyncAsync("stages: [keyframes]", "{name: one, kind: feed, url: 'http://a.example/f', outlet: union}");
        await database.Gate.WriteAsync(async db =>
        {
            var channel = await db.Channels.SingleAsync();
            await new RecordPosts(database.Clock).RunAsync(db, channel, [new ReadPost("1") { Text = "x", Media = [new ReadMedia(MediaKind.Video, "http://a.example/v.mp4")] }], new PostOrigin(0), CancellationToken.None);
        }, CancellationToken.None);
        Assert.Equal((StageState.Skipped, OutcomeReason.NotInPipeline), await DownloadAsync());
        await SyncAsync("stages: [download, keyframes]", "{name: one, kind: feed, url: 'http://a.example/f', outlet: union}");
        Assert.Equal((StageState.Pending, null), await DownloadAsync());
    }

    private Task SyncAsync(string head, string channel) => new SyncPipelines(database.Gate, database.Clock).RunAsync([PipelineLoader.Parse($"name: file\n{head}\nchannels:\n  - {channel}\n", "x.yaml")], CancellationToken.None);

    private async Task<Channel> ChannelAsync()
    {
        await using var db = database.CreateDbContext();
        return await db.Channels.FirstAsync(row => row.Name == "one");
    }

    private async Task<(StageState, OutcomeReason?)> DownloadAsync()
    {
        await using var db = database.CreateDbContext();
        var run = await db.StageRuns.SingleAsync(row => row.Stage == StageKind.Download);
        return (run.State, run.Reason);
    }
}
