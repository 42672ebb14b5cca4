using System.Xml.Linq;
using Monitor.Core.Channels.Html;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads the text constructs of feeds: RSS text that may be HTML, Atom text, html and xhtml.</summary>
internal static class FeedText
{
    /// <summary>One line without markup: titles.</summary>
    public static string Line(XElement element)
    {
        var (text, _) = Read(element, new Uri("about:blank"));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Plain text and sanitised HTML of an element.</summary>
    public static (string Text, string Html) Read(XElement element, Uri baseUrl)
    {
        var type = (string?)element.Attribute("type") ?? "";
        if (type is "xhtml" or "application/xhtml+xml" || element.HasElements) return HtmlFragment.Read(Inner(element), baseUrl);
        var value = element.Value;
        if (type is "text" or "text/plain" || !LooksLikeHtml(value))
            return (HtmlFragment.Collapse(string.Join('\n', value.Split('\n').Select(line => line.Trim()))), System.Net.WebUtility.HtmlEncode(value.Trim()));
        return HtmlFragment.Read(value, baseUrl);
    }

    private static bool LooksLikeHtml(string value) => value.Contains('<') || value.Contains('&');

    private static string Inner(XElement element) => string.Concat(element.Nodes().Select(node => node is XElement child
        ? Bare(child).ToString(SaveOptions.DisableFormatting)
        : node is XText text ? System.Net.WebUtility.HtmlEncode(text.Value) : ""));

    /// <summary>The element without namespace prefixes, as an HTML parser expects it.</summary>
    private static XElement Bare(XElement element) => new(element.Name.LocalName,
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).GroupBy(attribute => attribute.Name.LocalName).Select(same => new XAttribute(same.Key, same.First().Value)),
        element.Nodes().Select(node => node is XElement child ? Bare(child) : node));
}
