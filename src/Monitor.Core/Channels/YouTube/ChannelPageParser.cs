using Monitor.Core.Channels.Html;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels.YouTube;

/// <summary>Finds the channel's id in its page: by the link to its feed, the canonical address, or the page's own mark. Pure.</summary>
public static class ChannelPageParser
{
    /// <summary>Throws <see cref="SourceRefusedException"/> where the page tells no id, as a page that asks for consent does.</summary>
    public static string Parse(string html)
    {
        using var document = BoundedHtml.Parse(html);
        string?[] found =
        [
            AfterLast(document.QuerySelector("link[rel=alternate][type='application/rss+xml'][href*='channel_id=']")?.GetAttribute("href"), "channel_id="),
            AfterLast(document.QuerySelector("link[rel=canonical][href*='/channel/']")?.GetAttribute("href"), "/channel/"),
            document.QuerySelector("meta[itemprop=identifier], meta[itemprop=channelId]")?.GetAttribute("content"),
            AfterLast(document.QuerySelector("meta[property='og:url'][content*='/channel/']")?.GetAttribute("content"), "/channel/"),
        ];
        return found.FirstOrDefault(id => id is not null && ChannelAddress.IsId(id)) ?? throw new SourceRefusedException(OutcomeReason.NotAChannelPage,
            "The page does not tell the channel's id; perhaps it asks for consent. Give the id itself: it begins with UC and has 24 signs.");
    }

    private static string? AfterLast(string? text, string mark) => text?.LastIndexOf(mark, StringComparison.Ordinal) is { } at and >= 0 ? text[(at + mark.Length)..].Split('&', '/', '?')[0] : null;
}
