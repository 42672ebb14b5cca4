using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels;

/// <summary>Makes the poll of every channel due whose time has come. Where several have come at once, as after a stop, each begins at a moment of its own.</summary>
public sealed class ScheduleDuePolls(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, CrowdedHosts crowds, Chance chance, TimeProvider clock)
{
    /// <summary>Plans due polls; all active channels, or the one named, where <paramref name="force"/> is set. Returns how many.</summary>
    public async Task<int> RunAsync(bool force, string? name, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using (var reading = await contexts.CreateDbContextAsync(cancellationToken))
            if (!await Due(reading, now, force, name).AnyAsync(cancellationToken)) return 0;
        return await gate.WriteAsync(async db =>
        {
            var due = await Due(db, now, force, name).ToDictionaryAsync(channel => channel.Id, cancellationToken);
            var delays = due.Values.ToDictionary(channel => channel.Id, channel => force || due.Count == 1 ? TimeSpan.Zero : DelayOf(channel));
            await StageRuns.PlanAgainAsync(db, SubjectKind.Channel, [.. due.Keys], StageKind.Poll, id => ChannelLane.Of(due[id]), now, cancellationToken, id => delays[id]);
            foreach (var channel in due.Values) (channel.NextPollAt, channel.LastPollAt) = (now + delays[channel.Id] + (PollSchedule.IntervalOf(channel) * crowds.FactorOf(channel)), Earlier(channel.LastPollAt, now));
            return due.Count;
        }, cancellationToken);
    }

    /// <summary>A channel that was just added is read at once, unless it is asked for through a proxy beside others: nobody is to know them for one reader.</summary>
    private TimeSpan DelayOf(Channel channel) => channel.LastPollAt is null && !crowds.IsProxied(channel) ? TimeSpan.Zero : PollSchedule.Spread(PollSchedule.IntervalOf(channel), chance());

    /// <summary>A last poll that lies in the future means that the clock went back: the channel would otherwise wait until it has caught up.</summary>
    private static IQueryable<Channel> Due(MonitorDbContext db, DateTimeOffset now, bool force, string? name) => db.Channels
        .Where(channel => channel.State == ChannelState.Active && channel.Kind != ChannelKind.Import && (force || channel.NextPollAt <= now || channel.LastPollAt > now))
        .Where(channel => name == null || channel.Name == name);

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset other) => one > other ? other : one;
}
