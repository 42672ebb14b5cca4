using System.Globalization;
using System.Xml.Linq;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads what a feed says about itself: its format, title, pace and older page.</summary>
internal static class FeedHead
{
    private static readonly string[] OlderRelations = ["next", "prev-archive"];

    public static string Format(XElement root)
    {
        var version = root.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "version")?.Value.Trim();
        return root.Name.LocalName.ToLowerInvariant() switch
        {
            "feed" or "entry" => root.Name.NamespaceName.Contains("purl.org", StringComparison.Ordinal) ? "atom-0.3" : "atom-1.0",
            "rdf" => root.Descendants().Any(element => element.Name.NamespaceName == "http://my.netscape.com/rdf/simple/0.9/") ? "rss-0.90" : "rss-1.0",
            _ => version is { Length: > 0 and < 8 } && version.All(c => char.IsAsciiDigit(c) || c == '.') ? "rss-" + version : "rss",
        };
    }

    public static string? Title(XElement root) => root.Name.LocalName != "entry" && FeedElements.Child(Holder(root), "title") is { } title ? FeedText.Line(title) : null;

    /// <summary>Such as ru or en-us; null where the feed names none. Of dates that may mean two days it tells which.</summary>
    public static string? Language(XElement root) => FeedElements.Value(Holder(root), "language") ?? root.Attributes().FirstOrDefault(attribute => attribute.Name == XNamespace.Xml + "lang")?.Value;

    public static TimeSpan? TimeToLive(XElement root)
    {
        var text = root.Elements().Elements().FirstOrDefault(element => element.Name.LocalName == "ttl")?.Value.Trim();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 ? TimeSpan.FromMinutes(Math.Min(minutes, 1440)) : null;
    }

    /// <summary>RFC 5005: the next page of a paged feed, else the previous document of an archived one.</summary>
    public static Uri? OlderPage(XElement root, Uri documentUrl) => OlderRelations
        .SelectMany(relation => Holder(root).Elements().Where(element => element.Name.LocalName == "link" && ((string?)element.Attribute("rel"))?.Trim() == relation))
        .Select(link => FeedAddress.Older((string?)link.Attribute("href"), FeedAddress.Base(link, documentUrl), documentUrl)).FirstOrDefault(url => url is not null);

    private static XElement Holder(XElement root) => root.Elements().FirstOrDefault(element => element.Name.LocalName == "channel") ?? root;
}
