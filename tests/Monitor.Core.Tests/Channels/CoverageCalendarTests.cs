using Monitor.Core.Channels;

namespace Monitor.Core.Tests.Channels;

/// <summary>What the calendar says of each day.</summary>
public sealed class CoverageCalendarTests
{
    private static readonly TimeZoneInfo Minsk = TimeZoneInfo.FindSystemTimeZoneById("Europe/Minsk");
    private static readonly DateTimeOffset Now = At(20);

    [Fact]
    public void Days_WithGapsOfEverySort_EachHasItsState()
    {
        var channel = new Channel { CreatedAt = At(5), FirstSuccessAt = At(5), LastSuccessAt = Now };
        CoverageGap[] gaps =
        [
            new() { Cause = GapCause.PollsFailed, FromAt = At(8), ToAt = At(9), ClosedAt = At(9) },
            new() { Cause = GapCause.WindowMissed, FromAt = At(11), ToAt = At(12) },
            new() { Cause = GapCause.MediaTooBig, FromAt = At(14) },
            new() { Cause = GapCause.MediaTooBig, FromAt = At(15), ClosedAt = At(16) },
            new() { Cause = GapCause.Paused, FromAt = At(19) },
            new() { Cause = GapCause.NotBackfilled, FromAt = DateTimeOffset.UnixEpoch, ToAt = At(3) },
        ];
        DateTimeOffset[] published = [At(3), At(6), At(6), At(14)];
        var days = CoverageCalendar.Days(channel, gaps, published, new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 22), Minsk, Now, CoverageCalendar.ReadBackTo(channel, gaps, published));
        string Of(CoverageState state) => string.Join(' ', days.Where(day => day.State == state).Select(day => day.Day.Day));
        Assert.Equal("1 2", Of(CoverageState.NotAskedFor));
        Assert.Equal("8 9", Of(CoverageState.FilledLater));
        Assert.Equal("11 12 14 19 20", Of(CoverageState.Missing));
        Assert.Equal("21 22", Of(CoverageState.Future));
        // What lies before the first reading was read back; the day of the first reading was watched in part.
        Assert.Equal("3 4 5", Of(CoverageState.ReadBack));
        Assert.Equal("6 7 10 13 15 16 17 18", Of(CoverageState.Complete));
        Assert.Equal((2, 1), (days[5].Posts, days[13].OpenGaps));
    }

    [Fact]
    public void Days_ChannelThatWasNeverRead_IsMissing() =>
        Assert.All(CoverageCalendar.Days(new Channel { CreatedAt = At(5) }, [], [], new DateOnly(2026, 5, 5), new DateOnly(2026, 5, 20), Minsk, Now, At(5)), day => Assert.Equal(CoverageState.Missing, day.State));

    /// <summary>Noon of Minsk.</summary>
    private static DateTimeOffset At(int day) => new(2026, 5, day, 9, 0, 0, TimeSpan.Zero);
}
