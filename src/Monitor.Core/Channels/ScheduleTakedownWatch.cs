using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels;

/// <summary>Plans the watch of every channel of which posts are due to be looked for again. A channel that cannot be read just now proves nothing, and waits.</summary>
public sealed class ScheduleTakedownWatch(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);
    private DateTimeOffset last = DateTimeOffset.MinValue;

    /// <summary>Looks at most every half a minute. Returns how many channels are due.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now >= last && now - last < Between) return 0;
        last = now;
        await using var reading = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await reading.Posts.Where(post => post.NextCheckAt <= now).Select(post => post.ChannelId).Distinct().ToListAsync(cancellationToken);
        // What waits longer was put off by a clock that was wrong.
        var latest = now + PollSchedule.Longest;
        var waiting = await reading.StageRuns.Where(row => row.Stage == StageKind.WatchTakedowns && row.State == StageState.Pending && row.DueAt <= latest).Select(row => row.SubjectId).ToListAsync(cancellationToken);
        ids.RemoveAll(waiting.Contains);
        return ids.Count == 0 ? 0 : await gate.WriteAsync(async db =>
        {
            var channels = await db.Channels.AsNoTracking().Where(channel => ids.Contains(channel.Id) && channel.State == ChannelState.Active && channel.Failures == 0 && channel.LastSuccessAt != null).ToDictionaryAsync(channel => channel.Id, cancellationToken);
            await StageRuns.PlanAgainAsync(db, SubjectKind.Channel, [.. channels.Keys], StageKind.WatchTakedowns, id => ChannelLane.Apart(channels[id]), now, cancellationToken);
            return channels.Count;
        }, cancellationToken);
    }
}
