using AngleSharp.Dom;
using Ganss.Xss;

namespace Monitor.Core.Channels.Html;

/// <summary>Makes source HTML fit for our pages: only p br b i ul ol li blockquote and links to http(s); no pictures, no styles.</summary>
public static class HtmlCleaner
{
    /// <summary>Most characters that are sanitised: 256 K.</summary>
    public const int MaxCharacters = 256 << 10;

    private static readonly HtmlSanitizer Sanitizer = Make();

    /// <summary>Sanitised HTML. The text must be within <see cref="MaxCharacters"/>; throws <see cref="SourceRefusedException"/> where it nests too deeply.</summary>
    public static string Clean(string html, Uri baseUrl)
    {
        lock (Sanitizer) return Sanitizer.Sanitize(html, baseUrl.IsAbsoluteUri ? baseUrl.AbsoluteUri : "").Trim();
    }

    private static HtmlSanitizer Make()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "blockquote", "a" },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            AllowedCssProperties = new HashSet<string>(),
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
        })
        { KeepChildNodes = true, AllowDataAttributes = false, HtmlParserFactory = BoundedHtml.MakeParser };
        sanitizer.RemovingTag += (_, args) =>
        {
            if (args.Tag.LocalName is "script" or "style" or "svg" or "math" or "iframe" or "object" or "template" or "noscript" or "textarea" or "select" or "form" or "title")
            {
                args.Cancel = true;
                args.Tag.Remove();
            }
        };
        return sanitizer;
    }

    /// <summary>The text as a person reads it: blocks and line breaks become lines, other white space one space.</summary>
    public static string Text(INode node)
    {
        var text = new System.Text.StringBuilder();
        Append(node, text);
        return string.Join('\n', text.ToString().Split('\n').Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))).Trim('\n');
    }

    private static void Append(INode node, System.Text.StringBuilder text)
    {
        switch (node)
        {
            case IText run:
                var keepsLines = run.Data.Contains('\n') && run.ParentElement?.Closest("pre") is not null;
                foreach (var c in run.Data) text.Append(c is '\n' && keepsLines ? '\n' : c is '\n' or '\r' or '\t' ? ' ' : c);
                break;
            case IElement { LocalName: "script" or "style" or "template" or "svg" or "math" }:
                break;
            case IElement { LocalName: "br" }:
                text.Append('\n');
                break;
            default:
                var block = node is IElement { LocalName: "p" or "div" or "li" or "blockquote" or "ul" or "ol" or "tr" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "pre" };
                if (block) text.Append('\n');
                foreach (var child in node.ChildNodes) Append(child, text);
                if (block) text.Append('\n');
                break;
        }
    }
}
