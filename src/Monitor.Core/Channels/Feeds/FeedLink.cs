using System.Xml.Linq;
using CodeHollow.FeedReader;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Chooses the link of an item: the page that a person would open.</summary>
internal static class FeedLink
{
    /// <summary>Links that lead to something else than the item's page.</summary>
    private static readonly string[] Others = ["enclosure", "self", "edit", "replies", "license"];

    public static string? Of(XElement element, FeedItem? library, Uri baseUrl)
    {
        var links = element.Elements().Where(child => child.Name.LocalName == "link").ToList();
        var alternates = links.Where(IsAlternate).OrderBy(link => IsPage(link) ? 0 : 1).ToList();
        var href = alternates.Select(Href).FirstOrDefault(value => value is not null) ?? alternates.Select(Address).FirstOrDefault(value => value is not null)
            ?? PermaLink(element)
            ?? (links.Exists(link => Others.Contains(Relation(link))) ? null : FeedElements.NullIfEmpty(library?.Link))
            ?? links.Where(link => !Others.Contains(Relation(link))).Select(Address).FirstOrDefault(value => value is not null);
        return href is null ? null : FeedAddress.Absolute(href, baseUrl);
    }

    private static bool IsAlternate(XElement link) => Relation(link) is "" or "alternate";

    private static bool IsPage(XElement link) => (string?)link.Attribute("type") is not { } type || type.Contains("html", StringComparison.OrdinalIgnoreCase);

    private static string Relation(XElement link) => ((string?)link.Attribute("rel"))?.Trim() ?? "";

    private static string? Href(XElement link) => FeedElements.NullIfEmpty((string?)link.Attribute("href"));

    private static string? Address(XElement link) => Href(link) ?? FeedElements.NullIfEmpty(link.Value);

    private static string? PermaLink(XElement element) => element.Elements().FirstOrDefault(child => child.Name.LocalName == "guid") is { } guid
        && (string?)guid.Attribute("isPermaLink") != "false" && guid.Value.Trim().StartsWith("http", StringComparison.OrdinalIgnoreCase) ? guid.Value.Trim() : null;
}
