using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Channels;

/// <summary>Opens and closes coverage gaps, each once.</summary>
public static class CoverageGaps
{
    public static async Task OpenAsync(MonitorDbContext db, CoverageGap gap, CancellationToken cancellationToken)
    {
        var known = await FindAsync(db, gap.ChannelId, gap.Cause, gap.Subject, cancellationToken);
        if (known is null) db.CoverageGaps.Add(gap);
        else known.ClosedAt = null;
        await db.SaveChangesAsync(cancellationToken);
    }

    public static async Task CloseAsync(MonitorDbContext db, long channelId, GapCause cause, string subject, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var known = await FindAsync(db, channelId, cause, subject, cancellationToken);
        if (known is { ClosedAt: null }) known.ClosedAt = at;
    }

    private static Task<CoverageGap?> FindAsync(MonitorDbContext db, long channelId, GapCause cause, string subject, CancellationToken cancellationToken) =>
        db.CoverageGaps.FirstOrDefaultAsync(row => row.ChannelId == channelId && row.Cause == cause && row.Subject == subject, cancellationToken);
}
