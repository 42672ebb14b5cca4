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

    [Theory]
    [InlineData(-1)]
    [InlineData(-0.3)]
    [InlineData(0.8)]
    [InlineData(1)]
    public void AfterSuccess_ByChance_IsUpTo15PercentEarlierOrLaterAndNeverBeforeTheServerAllows(double chance)
    {
        Assert.Equal(100 * (1 + (0.15 * chance)), (PollSchedule.AfterSuccess(Now, TimeSpan.FromMinutes(100), Pace(""), chance) - Now).TotalMinutes, 0.001);
        var asked = PollSchedule.AfterSuccess(Now, TimeSpan.FromMinutes(100), Pace("Cache-Control: max-age=7200"), chance);
        Assert.InRange(asked, Now.AddMinutes(120), Now.AddMinutes(138));
        Assert.InRange(PollSchedule.AfterFirstSuccess(Now, TimeSpan.FromMinutes(90), Pace(""), chance), Now.AddMinutes(30), Now.AddMinutes(90));
        Assert.InRange(PollSchedule.AfterEgressFailure(Now, 9, chance), Now.AddMinutes(3.5), Now.AddMinutes(5));
        Assert.InRange(PollSchedule.Spread(TimeSpan.FromMinutes(1), chance), TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Chance_OfTheMachine_CoversItsRange()
    {
        var drawn = Enumerable.Range(0, 2000).Select(_ => Chances.Next()).ToList();
        Assert.All(drawn, chance => Assert.InRange(chance, -1, 1));
        Assert.True(drawn.Min() < -0.9 && drawn.Max() > 0.9 && Math.Abs(drawn.Average()) < 0.1);
    }

    private static ServerPace Pace(string header) => ServerPace.Of(new FetchResult(new Exchange { ResponseHeaders = header }, null, null), Now);
}
