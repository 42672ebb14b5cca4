namespace Monitor.Core.Channels;

/// <summary>What is known of each day of a channel: whether all of it was read in its time, was read back or late, or is missing. Pure.</summary>
public static class CoverageCalendar
{
    private static readonly GapCause[] Periods = [GapCause.PollsFailed, GapCause.NotWatched, GapCause.Paused, GapCause.PreviewUnavailable, GapCause.WindowMissed, GapCause.PagesNotReached];

    /// <summary>The days from first to last.</summary>
    /// <param name="published">When its posts were published.</param>
    /// <param name="zone">Whose days they are.</param>
    /// <param name="readBackTo">See <see cref="ReadBackTo"/>.</param>
    public static IReadOnlyList<CoverageDay> Days(Channel channel, IReadOnlyList<CoverageGap> gaps, IReadOnlyList<DateTimeOffset> published, DateOnly first, DateOnly last, TimeZoneInfo zone, DateTimeOffset now, DateTimeOffset readBackTo)
    {
        DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        var counts = published.GroupBy(Day).ToDictionary(group => group.Key, group => group.Count());
        var since = Day(readBackTo);
        // The day of the first reading was watched in part.
        var watched = channel.FirstSuccessAt is { } begun ? Day(begun) : DateOnly.MaxValue;
        // After the last reading nothing is known; a few hours are its usual pause.
        var readUntil = channel.LastSuccessAt is { } read ? Day(read + ChannelHealth.UnreadAfter(channel)) : DateOnly.MinValue;
        var spans = gaps.Where(gap => gap.Cause != GapCause.NotBackfilled).Select(gap => (From: Day(gap.FromAt), To: Day(EndOf(gap, now)), IsOpen: gap.ClosedAt is null, IsPeriod: Periods.Contains(gap.Cause))).ToList();
        CoverageDay Make(DateOnly day)
        {
            var met = spans.Where(span => span.From <= day && day <= span.To).ToList();
            var state = day > Day(now) ? CoverageState.Future : met.Exists(span => span.IsOpen) ? CoverageState.Missing : day < since ? CoverageState.NotAskedFor
                : met.Exists(span => span.IsPeriod) ? CoverageState.FilledLater : channel.Kind == ChannelKind.Import ? CoverageState.NotAskedFor : day > readUntil ? CoverageState.Missing : day <= watched ? CoverageState.ReadBack : CoverageState.Complete;
            return new CoverageDay(day, state, counts.GetValueOrDefault(day), met.Count(span => span.IsOpen));
        }

        return [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(step => Make(first.AddDays(step)))];
    }

    /// <summary>From when on all that the channel still showed was read, or is told as missing: what lies before, nobody asked for.</summary>
    public static DateTimeOffset ReadBackTo(Channel channel, IReadOnlyList<CoverageGap> gaps, IReadOnlyList<DateTimeOffset> published)
    {
        var before = gaps.FirstOrDefault(gap => gap.Cause == GapCause.NotBackfilled);
        if (before is { ClosedAt: null, ToAt: { } to }) return to < channel.CreatedAt ? to : channel.CreatedAt;
        // A feed shows its latest items, and one old one proves nothing of the days in between.
        return channel.Kind == ChannelKind.Telegram && published.Count > 0 && published.Min() is var oldest && oldest < channel.CreatedAt ? oldest : channel.CreatedAt;
    }

    private static DateTimeOffset EndOf(CoverageGap gap, DateTimeOffset now) => gap.ToAt ?? (Periods.Contains(gap.Cause) ? gap.ClosedAt ?? now : gap.FromAt);
}

/// <param name="Posts">Posts of the day that the archive has.</param>
/// <param name="OpenGaps">Gaps that touch the day and are not filled.</param>
public sealed record CoverageDay(DateOnly Day, CoverageState State, int Posts, int OpenGaps);

/// <summary>Everything was read in its time; it was read later than usual, so that a post that stood there shortly may be missing; it was read back from before the watch: what was taken down, or changed, before then
/// is not in it; something is missing; it lies before what was read back; it is yet to come.</summary>
public enum CoverageState { Complete, FilledLater, ReadBack, Missing, NotAskedFor, Future }
