using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels.Html;

/// <summary>Parses HTML of unknown origin within <see cref="MarkupGate"/>, and stops as soon as the tree that is built nests too deeply:
/// tags alone do not tell, since a parser passes over closing tags in comments, attributes and other scopes.</summary>
public static class BoundedHtml
{
    /// <summary>Throws <see cref="SourceRefusedException"/> where the text is too large or too deep.</summary>
    public static IHtmlDocument Parse(string html)
    {
        MarkupGate.Check(html);
        return MakeParser().ParseDocument(html);
    }

    /// <summary>A parser for one text: it watches the depth of what it builds.</summary>
    public static HtmlParser MakeParser()
    {
        // An element hangs in the tree only when the next one is made, so the last one is measured.
        INode? last = null;
        return new HtmlParser(new HtmlParserOptions
        {
            IsScripting = false,
            OnCreated = (element, _) =>
            {
                CheckDepth(last);
                last = element;
            },
        });
    }

    private static void CheckDepth(INode? node)
    {
        for (var depth = 0; node is not null; node = node.Parent)
            if (++depth > MarkupGate.MaxDepth) throw MarkupGate.TooDeep();
    }
}
