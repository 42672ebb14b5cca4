namespace Monitor.Core.Channels;

/// <summary>When a channel is read next. The schedule is data: the answer is stored on the channel.</summary>
public static class PollSchedule
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] Ladder =
    [
        TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
        TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <summary>Pause after so many failures in a row; the first try again comes at once after a minute's rung.</summary>
    public static TimeSpan BackOff(int failures) => Ladder[Math.Clamp(failures, 0, Ladder.Length - 1)];

    /// <summary>The next poll after a success: the channel's interval, or what the server asks for where that is longer.</summary>
    public static DateTimeOffset AfterSuccess(DateTimeOffset now, TimeSpan interval, ServerPace pace) =>
        now + Clamp(new[] { interval, pace.MaxAge ?? TimeSpan.Zero, pace.ExpiresAt - now ?? TimeSpan.Zero, pace.TimeToLive ?? TimeSpan.Zero }.Max());

    /// <summary>The next poll after a failure: the ladder, or Retry-After where it is longer.</summary>
    public static DateTimeOffset AfterFailure(DateTimeOffset now, int failures, TimeSpan? retryAfter)
    {
        var ladder = BackOff(failures);
        return now + (retryAfter is { } asked && Clamp(asked) > ladder ? Clamp(asked) : ladder);
    }

    /// <summary>Between one minute and 24 hours.</summary>
    public static TimeSpan Clamp(TimeSpan time) => time < Shortest ? Shortest : time > Longest ? Longest : time;
}
