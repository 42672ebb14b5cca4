using System.Xml.Linq;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Names of elements. RSS without a namespace is written in any case by some, so its names are set right once.</summary>
internal static class FeedNames
{
    private static readonly Dictionary<string, string> Rss = new[]
    {
        "rss", "channel", "item", "title", "link", "description", "guid", "pubDate", "enclosure", "author", "category", "comments", "source", "ttl",
    }.ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    public static bool IsItem(string localName) => localName.Equals("item", StringComparison.OrdinalIgnoreCase) || localName.Equals("entry", StringComparison.OrdinalIgnoreCase);

    public static void SetRight(XDocument document)
    {
        foreach (var element in document.Descendants())
            if (element.Name.NamespaceName.Length == 0 && Rss.TryGetValue(element.Name.LocalName, out var name) && name != element.Name.LocalName) element.Name = name;
    }
}
