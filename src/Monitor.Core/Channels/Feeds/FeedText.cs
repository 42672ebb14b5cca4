using System.Net;
using System.Text;
using System.Xml.Linq;
using Monitor.Core.Channels.Html;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads the text constructs of feeds: RSS text that may be HTML, Atom text, html and xhtml, and base64 of either.</summary>
internal static class FeedText
{
    /// <summary>One line without markup: titles.</summary>
    public static string Line(XElement element) => Line(Read(element, new Uri("about:blank")).Text);

    /// <summary>Plain text in one line.</summary>
    public static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Plain text and sanitised HTML of an element.</summary>
    public static (string Text, string Html) Read(XElement element, Uri baseUrl)
    {
        var source = Source(element);
        return IsPlain(element, source) ? Plain(source) : HtmlFragment.Read(source, baseUrl);
    }

    /// <summary>The text or HTML that an element holds, before anything is cleaned.</summary>
    public static string Source(XElement element) => IsXhtml(element) ? Inner(element) : IsBase64(element) ? Decode(element.Value) : element.Value;

    /// <summary>Text that is no HTML, as text and as HTML.</summary>
    public static (string Text, string Html) Plain(string value) =>
        (HtmlFragment.Collapse(string.Join('\n', value.Split('\n').Select(line => line.Trim()))), WebUtility.HtmlEncode(value.Trim()));

    private static bool IsXhtml(XElement element) => (string?)element.Attribute("type") is "xhtml" or "application/xhtml+xml" || element.HasElements;

    private static bool IsPlain(XElement element, string source) =>
        !IsXhtml(element) && ((string?)element.Attribute("type") is "text" or "text/plain" || !(source.Contains('<') || source.Contains('&')));

    // Atom 0.3 says so by its mode, Atom 1.0 by a type that is no text.
    private static bool IsBase64(XElement element) => (string?)element.Attribute("mode") == "base64" || (string?)element.Attribute("type") == "application/octet-stream";

    private static string Decode(string value)
    {
        try
        {
            return FeedCharacters.Clean(Encoding.UTF8.GetString(Convert.FromBase64String(value.Trim())));
        }
        catch (FormatException)
        {
            return value;
        }
    }

    private static string Inner(XElement element) => string.Concat(element.Nodes().Select(node => node is XElement child
        ? Bare(child).ToString(SaveOptions.DisableFormatting)
        : node is XText text ? WebUtility.HtmlEncode(text.Value) : ""));

    /// <summary>The element without namespace prefixes, as an HTML parser expects it.</summary>
    private static XElement Bare(XElement element) => new(element.Name.LocalName,
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).GroupBy(attribute => attribute.Name.LocalName).Select(same => new XAttribute(same.Key, same.First().Value)),
        element.Nodes().Select(node => node is XElement child ? Bare(child) : node));
}
