using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Channels;

/// <summary>Once for an archive of a version before: closes gaps that a fault opened. Posts were stamped milliseconds after the success of the poll that brought them, so the next poll did not
/// know them again and called what lay between missed.</summary>
public sealed class MendFalseGaps(WriteGate gate, TimeProvider clock)
{
    private const string Done = "mended-window-gaps";

    /// <summary>A poll's success and the stamps of its posts were this near.</summary>
    private static readonly TimeSpan SamePoll = TimeSpan.FromMinutes(1);

    /// <summary>Returns how many gaps were closed.</summary>
    public Task<int> RunAsync(CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        if (await db.Settings.AnyAsync(setting => setting.Key == Done, cancellationToken)) return 0;
        var now = clock.GetUtcNow();
        foreach (var channel in await db.Channels.Where(row => row.LastSuccessAt != null).ToListAsync(cancellationToken))
            channel.LastSuccessAt = await OfPoll(db, channel.Id, channel.LastSuccessAt!.Value).MaxAsync(post => (DateTimeOffset?)post.FirstSeenAt, cancellationToken) ?? channel.LastSuccessAt;
        var closed = 0;
        foreach (var gap in await db.CoverageGaps.Where(row => row.ClosedAt == null && (row.Cause == GapCause.WindowMissed || row.Cause == GapCause.PagesNotReached)).ToListAsync(cancellationToken))
        {
            // What that poll showed reached back to a post that the poll before had brought: nothing lies between.
            if (!await OfPoll(db, gap.ChannelId, gap.FromAt).AnyAsync(post => post.PublishedAt >= gap.ToAt, cancellationToken)) continue;
            (gap.ClosedAt, gap.ClosedFor) = (now, GapClosing.OpenedByFault);
            closed++;
        }

        db.Settings.Add(new Setting { Key = Done, Value = closed.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        return closed;
    }, cancellationToken);

    /// <summary>Posts that the poll brought which succeeded at that instant; none that a person brought in.</summary>
    private static IQueryable<Posts.Post> OfPoll(MonitorDbContext db, long channelId, DateTimeOffset success)
    {
        var until = success + SamePoll;
        return db.Posts.Where(post => post.ChannelId == channelId && post.FirstSeenAt > success && post.FirstSeenAt <= until && !db.PostVersions.Any(version => version.PostId == post.Id && version.ImportId != null));
    }
}
