using Monitor.Core.Channels;
using Monitor.Core.Fetching;

namespace Monitor.Core.Tests.Channels;

/// <summary>When a channel is read next; hostile input 11: no header stops the reading.</summary>
public sealed class PollScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Retry-After: 99999999999999999999", 24 * 60)]
    [InlineData("Retry-After: 0", 1)]
    [InlineData("Retry-After: Fri, 02 Jan 2026 00:00:00 GMT", 12 * 60)]
    [InlineData("Retry-After: soon", 1)]
    public void AfterFailure_AnyRetryAfter_IsBetweenAMinuteAndADay(string header, int minutes) =>
        Assert.Equal(Now.AddMinutes(minutes), PollSchedule.AfterFailure(Now, 1, Pace(header).RetryAfter));

    [Theory]
    [InlineData("Cache-Control: max-age=7200", 120)]
    [InlineData("Cache-Control: max-age=999999999", 24 * 60)]
    [InlineData("Cache-Control: no-store", 15)]
    [InlineData("Expires: Thu, 01 Jan 2026 13:00:00 GMT", 60)]
    [InlineData("Expires: 0", 15)]
    public void AfterSuccess_AnyPace_IsTheLongestUpToADay(string header, int minutes) =>
        Assert.Equal(Now.AddMinutes(minutes), PollSchedule.AfterSuccess(Now, TimeSpan.FromMinutes(15), Pace(header)));

    [Fact]
    public void BackOff_FailuresInARow_ClimbTheLadderToADay()
    {
        var minutes = Enumerable.Range(0, 12).Select(failures => PollSchedule.BackOff(failures).TotalMinutes);
        Assert.Equal([0, 1, 5, 15, 30, 60, 180, 360, 720, 1440, 1440, 1440], minutes);
    }

    private static ServerPace Pace(string header) => ServerPace.Of(new FetchResult(new Exchange { ResponseHeaders = header }, null, null), Now);
}
