using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Monitor.App.Serving;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.App.Pages.Coverage;

/// <summary>What of a channel is in the archive, day by day, and exactly what is missing.</summary>
public sealed class ChannelCoverageModel(IDbContextFactory<MonitorDbContext> contexts, TimeProvider clock, IOptions<ServeOptions> options) : PageModel
{
    /// <summary>Gaps on one page.</summary>
    public const int GapsAPage = 100;

    private const int MonthsShown = 3;

    public Channel Channel { get; private set; } = null!;

    public ChannelAlarm? Alarm { get; private set; }

    /// <summary>Months, newest first, each with its days.</summary>
    public IReadOnlyList<(DateOnly Month, IReadOnlyList<CoverageDay> Days)> Months { get; private set; } = [];

    public DateOnly? EarlierMonth { get; private set; }

    public DateTimeOffset ReadBackTo { get; private set; }

    public int Posts { get; private set; }

    public int TakenDown { get; private set; }

    public IReadOnlyList<(GapCause Cause, int Open, int Closed)> Causes { get; private set; } = [];

    public IReadOnlyList<CoverageGap> Gaps { get; private set; } = [];

    public int OpenGaps => Causes.Where(cause => cause.Cause != GapCause.NotBackfilled).Sum(cause => cause.Open);

    /// <summary>Gaps before those that are shown.</summary>
    public int Skipped { get; private set; }

    /// <summary>What lies before the watch; null where nothing does that the source would show.</summary>
    public CoverageGap? Before { get; private set; }

    /// <summary>Gaps that were none: a fault of an earlier version had opened them.</summary>
    public int ClosedAsFault { get; private set; }

    public StageRun? Backfill { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, string? month, int skip, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Channels.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } channel) return NotFound();
        var now = clock.GetUtcNow();
        (Channel, Alarm, Skipped) = (channel, ChannelHealth.Of(channel, now), Math.Clamp(skip, 0, 1_000_000));
        var gaps = db.CoverageGaps.AsNoTracking().Where(gap => gap.ChannelId == id);
        Causes = (await gaps.GroupBy(gap => gap.Cause).Select(group => new { group.Key, Open = group.Count(gap => gap.ClosedAt == null), All = group.Count() }).ToListAsync(cancellationToken)).ConvertAll(row => (row.Key, row.Open, row.All - row.Open));
        Gaps = await gaps.Where(gap => gap.ClosedAt == null && gap.Cause != GapCause.NotBackfilled).OrderByDescending(gap => gap.FromAt).ThenBy(gap => gap.Id).Skip(Skipped).Take(GapsAPage).ToListAsync(cancellationToken);
        ClosedAsFault = await gaps.CountAsync(gap => gap.ClosedFor == GapClosing.OpenedByFault, cancellationToken);
        Before = await gaps.FirstOrDefaultAsync(gap => gap.Cause == GapCause.NotBackfilled && gap.ClosedAt == null, cancellationToken);
        Backfill = await db.StageRuns.AsNoTracking().FirstOrDefaultAsync(run => run.SubjectKind == SubjectKind.Channel && run.SubjectId == id && run.Stage == StageKind.Backfill, cancellationToken);
        Posts = await db.Posts.CountAsync(post => post.ChannelId == id, cancellationToken);
        TakenDown = await db.Posts.CountAsync(post => post.ChannelId == id && post.TakenDownAt != null, cancellationToken);
        await LoadMonthsAsync(db, month, now, cancellationToken);
        return Page();
    }

    private async Task LoadMonthsAsync(MonitorDbContext db, string? month, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var shown = DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked <= today && asked.Year > 1990 ? asked : new DateOnly(today.Year, today.Month, 1);
        var (first, last) = (shown.AddMonths(1 - MonthsShown), shown.AddMonths(1).AddDays(-1));
        var (from, to) = (StartOf(first, zone), StartOf(last.AddDays(1), zone));
        var gaps = await db.CoverageGaps.AsNoTracking().Where(gap => gap.ChannelId == Channel.Id && gap.FromAt < to && (gap.ToAt == null || gap.ToAt >= from || gap.Cause == GapCause.NotBackfilled)).ToListAsync(cancellationToken);
        var published = await db.Posts.Where(post => post.ChannelId == Channel.Id && post.PublishedAt >= from && post.PublishedAt < to).Select(post => post.PublishedAt).ToListAsync(cancellationToken);
        var oldest = await db.Posts.Where(post => post.ChannelId == Channel.Id).OrderBy(post => post.PublishedAt).Select(post => (DateTimeOffset?)post.PublishedAt).FirstOrDefaultAsync(cancellationToken);
        ReadBackTo = CoverageCalendar.ReadBackTo(Channel, gaps, oldest is { } at ? [at] : []);
        var days = CoverageCalendar.Days(Channel, gaps, published, first, last, zone, now, ReadBackTo);
        Months = [.. days.GroupBy(day => new DateOnly(day.Day.Year, day.Day.Month, 1)).OrderByDescending(group => group.Key).Select(group => (group.Key, (IReadOnlyList<CoverageDay>)[.. group]))];
        if (oldest is { } begin && begin < from) EarlierMonth = first.AddMonths(-1);
    }

    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
