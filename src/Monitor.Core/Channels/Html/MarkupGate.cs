using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels.Html;

/// <summary>Bounds HTML before a parser sees it: size, and nesting counted by one linear pass over the tags.</summary>
public static class MarkupGate
{
    /// <summary>Most characters of a page: 5 M.</summary>
    public const int MaxCharacters = 5 << 20;

    /// <summary>Deepest nesting of elements that is not void: 256.</summary>
    public const int MaxDepth = 256;

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
        { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr" };

    // A parser closes these by itself when the next one opens, so an unclosed run of them does not nest.
    private static readonly HashSet<string> SelfClosing = new(StringComparer.OrdinalIgnoreCase) { "p", "li", "dt", "dd", "option", "tr", "td", "th" };

    /// <summary>Throws <see cref="SourceRefusedException"/> where the text is too large or too deep.</summary>
    public static void Check(string html)
    {
        if (html.Length > MaxCharacters)
            throw new SourceRefusedException(OutcomeReason.PageTooLarge, $"The page has more than {MaxCharacters} characters.");
        if (Depth(html) > MaxDepth)
            throw TooDeep();
    }

    internal static SourceRefusedException TooDeep() => new(OutcomeReason.PageTooDeep, $"The page nests more than {MaxDepth} elements.");

    /// <summary>Deepest nesting by tags alone, in one pass: cheap, and not the last word; see <see cref="BoundedHtml"/>.</summary>
    public static int Depth(string html)
    {
        int depth = 0, deepest = 0;
        for (var at = html.IndexOf('<'); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            var closing = html[at + 1] == '/';
            var start = closing ? at + 2 : at + 1;
            var end = start;
            while (end < html.Length && end - start < 32 && (char.IsAsciiLetterOrDigit(html[end]) || html[end] is '-' or ':')) end++;
            if (end == start) continue;
            var name = html[start..end];
            if (Void.Contains(name) || SelfClosing.Contains(name)) continue;
            if (closing) depth = Math.Max(0, depth - 1);
            else deepest = Math.Max(deepest, ++depth);
        }

        return deepest;
    }
}
