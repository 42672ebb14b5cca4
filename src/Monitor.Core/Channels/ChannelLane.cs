using System.Globalization;

namespace Monitor.Core.Channels;

/// <summary>Which polls wait for each other: at most two of one host run at once, and those of channels that were slow run apart, so that they keep nobody waiting.</summary>
public static class ChannelLane
{
    private const string SlowMark = "slow ";
    private const int LongestHost = 50;

    /// <summary>A poll that took longer is slow: 10 seconds.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    /// <summary>A channel whose speed is not known yet runs with the slow ones.</summary>
    public static string Of(Channel channel)
    {
        var lane = $"{Host(channel)}/{(channel.Id % 2).ToString(CultureInfo.InvariantCulture)}";
        return channel.LastPollMs is { } took && took <= Slow.TotalMilliseconds ? lane : SlowMark + lane;
    }

    /// <summary>Of what is not urgent, older pages and looks for posts: one a host, beside its polls, so that no poll waits for it.</summary>
    public static string Apart(Channel channel) => "apart " + Host(channel);

    public static bool IsSlow(string? lane) => lane?.StartsWith(SlowMark, StringComparison.Ordinal) == true;

    private static string Host(Channel channel) => channel.ReadUrl().Authority is var host && host.Length > LongestHost ? host[^LongestHost..] : channel.ReadUrl().Authority;
}
