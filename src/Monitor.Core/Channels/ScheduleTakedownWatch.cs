using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels;

/// <summary>Plans the watch of every channel of which posts are due to be looked for again. A channel that cannot be read just now proves nothing, and waits.</summary>
public sealed class ScheduleTakedownWatch(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, CrowdedHosts crowds, Chance chance, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim looking = new(1);
    private DateTimeOffset last = DateTimeOffset.MinValue;

    /// <summary>Behind a proxy, channels that come due together do not begin together.</summary>
    private TimeSpan DelayOf(Channel channel, int due) => due > 1 && crowds.IsProxied(channel) ? Between * Math.Abs(chance()) : TimeSpan.Zero;

    /// <summary>Looks at most every half a minute. Returns how many channels are due. Whoever comes while another one looks waits for him: what is due is planned then.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await looking.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (now >= last && now - last < Between) return 0;
            last = now;
            return await PlanAsync(now, cancellationToken);
        }
        finally
        {
            looking.Release();
        }
    }

    public void Dispose() => looking.Dispose();

    private async Task<int> PlanAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var reading = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await reading.Posts.Where(post => post.NextCheckAt <= now).Select(post => post.ChannelId).Distinct().ToListAsync(cancellationToken);
        // What waits longer was put off by a clock that was wrong.
        var latest = now + PollSchedule.Longest;
        var waiting = await reading.StageRuns.Where(row => row.Stage == StageKind.WatchTakedowns && row.State == StageState.Pending && row.DueAt <= latest).Select(row => row.SubjectId).ToListAsync(cancellationToken);
        ids.RemoveAll(waiting.Contains);
        return ids.Count == 0 ? 0 : await gate.WriteAsync(async db =>
        {
            var channels = await db.Channels.AsNoTracking().Where(channel => ids.Contains(channel.Id) && channel.State == ChannelState.Active && channel.LastSuccessAt != null).ToDictionaryAsync(channel => channel.Id, cancellationToken);
            foreach (var failing in channels.Values.Where(channel => channel.Failures > 0 && !KnownHead.IsDisbelieved(channel)).ToList()) channels.Remove(failing.Id);
            await StageRuns.PlanAgainAsync(db, SubjectKind.Channel, [.. channels.Keys], StageKind.WatchTakedowns, id => ChannelLane.Apart(channels[id]), now, cancellationToken, id => DelayOf(channels[id], channels.Count));
            return channels.Count;
        }, cancellationToken);
    }
}
