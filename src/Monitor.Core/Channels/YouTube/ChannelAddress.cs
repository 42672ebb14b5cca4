using System.Text.RegularExpressions;

namespace Monitor.Core.Channels.YouTube;

/// <summary>The ways in which a YouTube channel is named: its id, its handle, and the addresses of its page and of its feed. Pure.</summary>
public static partial class ChannelAddress
{
    private const string Site = "https://www.youtube.com";

    /// <summary>Turns UC… and @handle into an address; an address stays as it is.</summary>
    public static string Of(string typed)
    {
        typed = typed.Trim();
        if (IdPattern().IsMatch(typed)) return FeedOf(new Uri(Site), typed).AbsoluteUri;
        if (HandlePattern().IsMatch(typed)) return $"{Site}/{Uri.EscapeDataString(typed).Replace("%40", "@", StringComparison.Ordinal)}";
        return BareHostPattern().IsMatch(typed) ? "https://" + typed : typed;
    }

    /// <summary>The feed of the channel, where its address tells the id; null where the channel's page has to be asked.</summary>
    public static Uri? FeedOf(Uri address)
    {
        if (address.AbsolutePath == "/feeds/videos.xml") return address;
        return address.Segments is [_, "channel/", var id, ..] && IdPattern().IsMatch(id.TrimEnd('/')) ? FeedOf(address, id.TrimEnd('/')) : null;
    }

    /// <summary>The feed of the channel with that id, on the site of <paramref name="site"/>.</summary>
    public static Uri FeedOf(Uri site, string id) => new(site, "/feeds/videos.xml?channel_id=" + id);

    public static bool IsId(string text) => IdPattern().IsMatch(text);

    [GeneratedRegex("^UC[A-Za-z0-9_-]{22}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^@[\\p{L}\\p{N}._·-]{3,60}$")]
    private static partial Regex HandlePattern();

    [GeneratedRegex("^(?:www\\.|m\\.)?youtube\\.com/", RegexOptions.IgnoreCase)]
    private static partial Regex BareHostPattern();
}
