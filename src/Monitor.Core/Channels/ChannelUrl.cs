using Monitor.Core.Channels.Telegram;
using YouTubeAddress = Monitor.Core.Channels.YouTube.ChannelAddress;

namespace Monitor.Core.Channels;

/// <summary>What people type as the address of a channel, as the absolute URL that is read. Pure.</summary>
public static class ChannelUrl
{
    private const int Longest = 2000;

    /// <summary>Null where it is no http(s) address, nor what a channel of this kind may be named by.</summary>
    public static Uri? Of(ChannelKind kind, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > Longest) return null;
        var address = kind switch
        {
            ChannelKind.Telegram => PreviewAddress.Of(typed),
            ChannelKind.YouTube => YouTubeAddress.Of(typed),
            _ => typed.Trim(),
        };
        return address.Any(char.IsWhiteSpace) || !Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0 ? null : new Uri(address);
    }

    /// <summary>What may be typed for a kind, for messages.</summary>
    public static string Expected(ChannelKind kind) => kind switch
    {
        ChannelKind.Telegram => "an absolute http or https URL, such as https://t.me/s/NAME, or @NAME",
        ChannelKind.YouTube => "a channel id (UC…), a @handle, or an absolute http or https URL",
        _ => "an absolute http or https URL, such as https://example.org/rss.xml",
    };
}
