using System.Globalization;

namespace Monitor.Core.Channels;

/// <summary>Which polls wait for each other: at most two of one host run at once, and those of channels that were slow run apart, one a host, so that they keep nobody waiting.</summary>
public static class ChannelLane
{
    private const string SlowMark = "slow ";

    /// <summary>A poll that took longer is slow: 10 seconds.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    /// <summary>A channel whose speed is not known yet runs with the slow ones.</summary>
    public static string Of(Channel channel)
    {
        var host = channel.ReadUrl().Authority;
        if (host.Length > 50) host = host[^50..];
        return channel.LastPollMs is { } took && took <= Slow.TotalMilliseconds ? $"{host}/{(channel.Id % 2).ToString(CultureInfo.InvariantCulture)}" : SlowMark + host;
    }

    public static bool IsSlow(string? lane) => lane?.StartsWith(SlowMark, StringComparison.Ordinal) == true;
}
