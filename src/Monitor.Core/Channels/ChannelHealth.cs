namespace Monitor.Core.Channels;

/// <summary>Whether a channel is being read, and still publishes: a source that silently stops would otherwise be noticed weeks later. Pure.</summary>
public static class ChannelHealth
{
    private static readonly TimeSpan Unread = TimeSpan.FromHours(6), SilentAtLeast = TimeSpan.FromDays(2), SilentAtMost = TimeSpan.FromDays(30), SilentUnknown = TimeSpan.FromDays(7), Late = TimeSpan.FromHours(1);

    /// <summary>Failures in a row after which a channel that was never read needs a look.</summary>
    private const int NeverRead = 2;

    /// <summary>The alarm that is on, or null.</summary>
    public static ChannelAlarm? Of(Channel channel, DateTimeOffset now)
    {
        if (channel.State != ChannelState.Active || channel.Kind == ChannelKind.Import) return null;
        // What was never read is no channel that is read as planned.
        if (channel.LastSuccessAt is null && channel.Failures >= NeverRead) return ChannelAlarm.Failing;
        // A server may ask for a day between polls: then it is not late.
        if (now - (channel.LastSuccessAt ?? channel.CreatedAt) > UnreadAfter(channel) && (channel.Failures > 0 || now - channel.NextPollAt > Late)) return channel.Failures > 0 ? ChannelAlarm.Failing : ChannelAlarm.Unread;
        return channel.LastPostAt is { } last && now - last > SilentAfter(channel) ? ChannelAlarm.Silent : null;
    }

    /// <summary>Time without a successful poll after which a channel counts as not read: six hours, or four polls.</summary>
    public static TimeSpan UnreadAfter(Channel channel) => Max(Unread, 4 * PollSchedule.IntervalOf(channel));

    /// <summary>Time without a post after which a channel counts as silent: eight times the usual pause, between 2 and 30 days; 7 days while the usual pause is not known.</summary>
    public static TimeSpan SilentAfter(Channel channel)
    {
        if (channel.UsualGapMs is not { } usual) return SilentUnknown;
        var eightfold = TimeSpan.FromMilliseconds(Math.Min(usual, SilentAtMost.TotalMilliseconds) * 8);
        return eightfold > SilentAtMost ? SilentAtMost : Max(eightfold, SilentAtLeast);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>What is wrong with a channel: its polls fail; nobody polls it; it publishes nothing any more.</summary>
public enum ChannelAlarm { Failing, Unread, Silent }
