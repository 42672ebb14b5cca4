using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels;

/// <summary>Makes the poll of every channel due whose time has come.</summary>
public sealed class ScheduleDuePolls(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, TimeProvider clock)
{
    /// <summary>Plans due polls; all active channels, or the one named, where <paramref name="force"/> is set. Returns how many.</summary>
    public async Task<int> RunAsync(bool force, string? name, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using (var reading = await contexts.CreateDbContextAsync(cancellationToken))
            if (!await Due(reading, now, force, name).AnyAsync(cancellationToken)) return 0;
        return await gate.WriteAsync(async db =>
        {
            var due = await Due(db, now, force, name).OrderBy(channel => channel.NextPollAt).ToListAsync(cancellationToken);
            foreach (var channel in due)
            {
                await StageRuns.PlanAgainAsync(db, SubjectKind.Channel, channel.Id, StageKind.Poll, now, cancellationToken);
                channel.NextPollAt = now + TimeSpan.FromMilliseconds(channel.IntervalMs);
            }

            return due.Count;
        }, cancellationToken);
    }

    private static IQueryable<Channel> Due(MonitorDbContext db, DateTimeOffset now, bool force, string? name) => db.Channels
        .Where(channel => channel.State == ChannelState.Active && (force || channel.NextPollAt <= now))
        .Where(channel => name == null || channel.Name == name);
}
