namespace Monitor.Core.Channels;

/// <summary>When a channel is read next. The schedule is data: the answer is stored on the channel.</summary>
public static class PollSchedule
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Between polls of a channel whose history is not known yet, and of one that names no interval.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan OftenAtMost = TimeSpan.FromMinutes(5), SeldomAtMost = TimeSpan.FromHours(1), EgressAtMost = TimeSpan.FromMinutes(5), SpreadAtMost = TimeSpan.FromSeconds(20);

    /// <summary>Share of an interval by which each poll comes earlier or later: 15 %.</summary>
    private const double Share = 0.15;

    private static readonly TimeSpan[] Ladder =
    [
        TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
        TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <summary>The channel's own interval; where it names none, a quarter of its usual time between posts, between 5 minutes and an hour.</summary>
    public static TimeSpan IntervalOf(Channel channel)
    {
        if (channel.IntervalMs > 0) return Clamp(TimeSpan.FromMilliseconds(channel.IntervalMs));
        if (channel.UsualGapMs is not { } usual) return Usual;
        var quarter = TimeSpan.FromMilliseconds(usual / 4d);
        return quarter < OftenAtMost ? OftenAtMost : quarter > SeldomAtMost ? SeldomAtMost : quarter;
    }

    /// <summary>The median time between posts, in milliseconds; null for fewer than ten.</summary>
    public static long? UsualGap(IReadOnlyList<DateTimeOffset> published)
    {
        if (published.Count < 10) return null;
        var gaps = published.Order().Zip(published.Order().Skip(1), (earlier, later) => (later - earlier).TotalMilliseconds).Order().ToList();
        return (long)gaps[gaps.Count / 2];
    }

    /// <summary>Pause after so many failures in a row; the first try again comes at once after a minute's rung.</summary>
    public static TimeSpan BackOff(int failures) => Ladder[Math.Clamp(failures, 0, Ladder.Length - 1)];

    /// <summary>The next poll after a success: the channel's interval, or what the server asks for where that is longer. Each channel has times of its own, so that who sees
    /// two of them does not know them for one reader by their coming at the same moments; what a server asks for is never undercut.</summary>
    /// <param name="chance">Between -1 and 1.</param>
    public static DateTimeOffset AfterSuccess(DateTimeOffset now, TimeSpan interval, ServerPace pace, double chance = 0)
    {
        var asked = new[] { pace.MaxAge ?? TimeSpan.Zero, pace.ExpiresAt - now ?? TimeSpan.Zero, pace.TimeToLive ?? TimeSpan.Zero }.Max();
        var own = Clamp(interval) * (1 + (Share * chance));
        return now + (asked > own ? Clamp(asked) * (1 + (Share * Math.Abs(chance))) : own);
    }

    /// <summary>The second poll of a channel comes somewhere between a third of its interval and all of it: channels that were added together do not stay together.</summary>
    public static DateTimeOffset AfterFirstSuccess(DateTimeOffset now, TimeSpan interval, ServerPace pace, double chance)
    {
        var next = AfterSuccess(now, interval, pace);
        return next - now > interval ? AfterSuccess(now, interval, pace, chance) : now + ((next - now) * (1 - (2 * Math.Abs(chance) / 3)));
    }

    /// <summary>The next poll after a failure: the ladder, or Retry-After where it is longer.</summary>
    public static DateTimeOffset AfterFailure(DateTimeOffset now, int failures, TimeSpan? retryAfter, double chance = 0)
    {
        var ladder = BackOff(failures) * (1 + (Share * chance));
        return now + (retryAfter is { } asked && Clamp(asked) > ladder ? Clamp(asked) * (1 + (Share * Math.Abs(chance))) : ladder);
    }

    /// <summary>The next poll where the proxy did not carry the last one: that is not the channel's doing, so it is tried again within five minutes.</summary>
    public static DateTimeOffset AfterEgressFailure(DateTimeOffset now, int failures, double chance = 0)
    {
        var ladder = BackOff(failures);
        return now + ((ladder < EgressAtMost ? ladder : EgressAtMost) * (1 - (2 * Share * Math.Abs(chance))));
    }

    /// <summary>How much later one of several polls begins that came due together, as after a stop: up to half its interval, at most 20 s.</summary>
    public static TimeSpan Spread(TimeSpan interval, double chance) => (interval / 2 < SpreadAtMost ? interval / 2 : SpreadAtMost) * Math.Abs(chance);

    /// <summary>Between one minute and 24 hours.</summary>
    public static TimeSpan Clamp(TimeSpan time) => time < Shortest ? Shortest : time > Longest ? Longest : time;
}
