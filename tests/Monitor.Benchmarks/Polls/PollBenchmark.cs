using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Monitor.App.Data;
using Monitor.App.Serving;
using Monitor.Core.Database;
using Monitor.Core.Media.Ffmpeg;

namespace Monitor.Benchmarks.Polls;

/// <summary>How many polls a minute the real host does, end to end, and what memory it takes: polls --channels N --hosts N. Every poll is claimed, fetched over loopback, recorded with its custody and ended, each in a flushed commit.</summary>
internal static class PollBenchmark
{
    private const int Rounds = 3;

    public static async Task RunAsync(string[] args)
    {
        int Number(string name, int usual) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : usual;
        var (channels, hosts) = (Number("--channels", 2_000), Number("--hosts", 100));
        await using var site = await PolledSite.StartAsync(hosts);
        foreach (var (at, endpoint) in site.Endpoints.Index()) Environment.SetEnvironmentVariable($"MONITOR_Fetching__LoopbackOpenings__{at}", endpoint);
        using var scratch = new ScratchFolder(null);
        var folder = new DataFolder(scratch.Path);
        Directory.CreateDirectory(folder.Pipelines);
        await File.WriteAllTextAsync(Path.Combine(folder.Pipelines, "polls.yaml"), Pipeline(site, channels));
        await using var app = await ServeHost.StartAsync(folder, "127.0.0.1:0", default);
        var contexts = app.Services.GetRequiredService<IDbContextFactory<MonitorDbContext>>();
        var gate = app.Services.GetRequiredService<WriteGate>();
        await MeasureAsync("first, 20 posts each", contexts, channels, DateTimeOffset.MinValue);
        await SettleAsync(contexts);
        for (var round = 1; round <= Rounds; round++) await RoundAsync("304", gate, contexts, channels);
        for (var round = 1; round <= Rounds; round++)
        {
            site.Change();
            await RoundAsync("changed, one post edited", gate, contexts, channels);
            await SettleAsync(contexts);
        }

        using var process = Process.GetCurrentProcess();
        GC.Collect();
        Say($"memory with {channels} channels: {process.WorkingSet64 >> 20} MB resident, of it {GC.GetTotalMemory(true) >> 20} MB managed");
        await app.StopAsync();
    }

    private static async Task RoundAsync(string name, WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, int channels)
    {
        var start = TimeProvider.System.GetUtcNow();
        await gate.WriteAsync(db => db.Channels.ExecuteUpdateAsync(set => set.SetProperty(channel => channel.NextPollAt, start)), default);
        await MeasureAsync(name, contexts, channels, start);
    }

    private static async Task MeasureAsync(string name, IDbContextFactory<MonitorDbContext> contexts, int channels, DateTimeOffset since)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync();
            if (await db.Channels.CountAsync(channel => channel.LastSuccessAt > since) == channels) break;
            if (clock.Elapsed > TimeSpan.FromMinutes(10)) throw new InvalidOperationException($"{await db.Channels.CountAsync(channel => channel.Failures > 0)} channels failed");
            await Task.Delay(100);
        }

        process.Refresh();
        Say($"{name,-26} {channels / clock.Elapsed.TotalMinutes,8:N0} polls a minute; {(process.TotalProcessorTime - cpu).TotalMilliseconds / channels:0.0} ms CPU a poll, the server's included");
    }

    /// <summary>Waits until the index has caught up, so that its work is not measured with the polls.</summary>
    private static async Task SettleAsync(IDbContextFactory<MonitorDbContext> contexts)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync();
            if (!await db.Posts.AnyAsync(post => post.IndexedRevision < post.Revision)) return;
            await Task.Delay(500);
        }
    }

    private static string Pipeline(PolledSite site, int channels)
    {
        var text = new StringBuilder("name: polls\nstages: []\nchannels:\n");
        for (var at = 0; at < channels; at++)
            text.Append(CultureInfo.InvariantCulture, $"  - {{name: c{at}, kind: telegram, url: 'http://{site.Endpoints[at % site.Endpoints.Count]}/s/c{at}', outlet: pro-government, interval: 24h}}\n");
        return text.ToString();
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
