using System.Xml.Linq;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Finds the children of an item by name: its own vocabulary before that of modules; Media RSS and iTunes say other things under the same names.</summary>
internal static class FeedElements
{
    /// <summary>The child of that name, one of the item's own namespace before one of a module.</summary>
    public static XElement? Child(XElement element, string name) => element.Elements()
        .Where(child => child.Name.LocalName == name && !IsExtension(child)).MinBy(child => child.Name.Namespace == element.Name.Namespace ? 0 : 1);

    /// <summary>Media RSS elements of that name, of the item itself and of its groups.</summary>
    public static IEnumerable<XElement> Media(XElement item, string name) => item.Elements()
        .Concat(item.Elements().Where(element => element.Name.LocalName == "group").Elements()).Where(element => element.Name.LocalName == name && IsMedia(element));

    public static string? Value(XElement element, string name) => Child(element, name) is { } child ? NullIfEmpty(child.Value) : null;

    public static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsMedia(XElement element) => element.Name.NamespaceName.Contains("search.yahoo.com/mrss", StringComparison.OrdinalIgnoreCase);

    private static bool IsExtension(XElement child) => IsMedia(child) || child.Name.NamespaceName.Contains("itunes", StringComparison.OrdinalIgnoreCase)
        || (child.Name.LocalName == "content" && child.Attribute("url") is not null);
}
