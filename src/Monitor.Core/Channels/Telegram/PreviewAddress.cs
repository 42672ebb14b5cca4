using System.Text.RegularExpressions;

namespace Monitor.Core.Channels.Telegram;

/// <summary>Addresses of public channels: https://t.me/NAME and https://t.me/s/NAME name the same one; only the second shows its posts. Pure.</summary>
public static partial class PreviewAddress
{
    /// <summary>The address of the preview page: of @NAME, t.me/NAME and t.me/s/NAME; whatever is none of them stays as it is.</summary>
    public static string Of(string typed)
    {
        typed = typed.Trim();
        if (NamePattern().IsMatch(typed.TrimStart('@'))) return "https://t.me/s/" + typed.TrimStart('@');
        var match = LinkPattern().Match(typed);
        return match.Success ? "https://t.me/s/" + match.Groups[1].Value : typed;
    }

    /// <summary>The channel's name in the address of its preview page; null where there is none.</summary>
    public static string? ChannelName(Uri url) => url.Segments is [_, "s/", var name] && NamePattern().IsMatch(name.TrimEnd('/')) ? name.TrimEnd('/') : null;

    /// <summary>The channel and the number of the post in a link such as https://t.me/NAME/123; null where it is none.</summary>
    public static (string Channel, string NativeId)? PostOf(string link) =>
        PostPattern().Match(link.Trim()) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : null;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{3,63}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^(?:https?://)?(?:www\\.)?(?:t|telegram)\\.me/(?:s/)?([A-Za-z][A-Za-z0-9_]{3,63})/?$", RegexOptions.IgnoreCase)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("^(?:https?://)?(?:www\\.)?(?:t|telegram)\\.me/(?:s/)?([A-Za-z][A-Za-z0-9_]{3,63})/([0-9]{1,18})(?:[/?#].*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex PostPattern();
}
