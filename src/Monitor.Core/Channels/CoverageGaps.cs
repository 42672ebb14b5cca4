using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Channels;

/// <summary>Opens and closes the coverage gaps of one channel, each once; the rows are written with the caller's transaction.</summary>
public sealed class CoverageGaps(MonitorDbContext db, long channelId)
{
    private const int LongestSubject = 256;
    private readonly Dictionary<(GapCause Cause, string Subject), CoverageGap> met = [];

    /// <summary>Opens the gap, or opens it again where it had been closed. Returns its row.</summary>
    public async Task<CoverageGap> OpenAsync(GapCause cause, string subject, DateTimeOffset from, DateTimeOffset? to, long? postId, CancellationToken cancellationToken)
    {
        subject = Fit(subject);
        var gap = await FindAsync(cause, subject, cancellationToken);
        if (gap is null) db.CoverageGaps.Add(gap = met[(cause, subject)] = new CoverageGap { ChannelId = channelId, Cause = cause, Subject = subject, FromAt = from });
        gap.ToAt = to;
        gap.PostId = postId ?? gap.PostId;
        (gap.ClosedAt, gap.ClosedFor) = (null, null);
        return gap;
    }

    /// <summary>Opens a period that begins at that instant, unless one of that cause lasts already.</summary>
    public async Task OpenPeriodAsync(GapCause cause, DateTimeOffset from, CancellationToken cancellationToken)
    {
        if (await db.CoverageGaps.AnyAsync(gap => gap.ChannelId == channelId && gap.Cause == cause && gap.ClosedAt == null && gap.ToAt == null, cancellationToken)) return;
        await OpenAsync(cause, Period(from), from, null, null, cancellationToken);
    }

    /// <summary>Ends the periods of these causes that last: they are filled.</summary>
    public async Task FillPeriodsAsync(IReadOnlyCollection<GapCause> causes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var gap in await db.CoverageGaps.Where(row => row.ChannelId == channelId && causes.Contains(row.Cause) && row.ClosedAt == null && row.ToAt == null).ToListAsync(cancellationToken))
            (gap.ToAt, gap.ClosedAt) = (now, now);
    }

    public async Task CloseAsync(GapCause cause, string subject, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await FindAsync(cause, Fit(subject), cancellationToken) is { ClosedAt: null } known) known.ClosedAt = at;
    }

    /// <summary>The subject of a period.</summary>
    public static string Period(DateTimeOffset from) => from.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A long subject ends in a hash of the whole, so that two that begin alike stay two.</summary>
    private static string Fit(string subject) => subject.Length <= LongestSubject ? subject : subject[..(LongestSubject - 65)] + "#" + Media.ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(subject)).Hex;

    private async Task<CoverageGap?> FindAsync(GapCause cause, string subject, CancellationToken cancellationToken)
    {
        if (met.TryGetValue((cause, subject), out var known)) return known;
        known = await db.CoverageGaps.FirstOrDefaultAsync(row => row.ChannelId == channelId && row.Cause == cause && row.Subject == subject, cancellationToken);
        if (known is not null) met[(cause, subject)] = known;
        return known;
    }
}
