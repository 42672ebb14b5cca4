namespace Monitor.Core.Channels.Html;

/// <summary>Reads a piece of HTML out of a feed: within limits, as text and as sanitised HTML.</summary>
public static class HtmlFragment
{
    /// <summary>Text and clean HTML; where the piece is too large or too deep, the tags are cut out unparsed.</summary>
    public static (string Text, string Html) Read(string html, Uri baseUrl)
    {
        if (html.Length > HtmlCleaner.MaxCharacters) return Unparsed(html[..HtmlCleaner.MaxCharacters]);
        try
        {
            using var document = BoundedHtml.Parse(html);
            return (Collapse(HtmlCleaner.Text(document.Body!)), HtmlCleaner.Clean(html, baseUrl));
        }
        catch (SourceRefusedException)
        {
            return Unparsed(html);
        }
    }

    /// <summary>At most one empty line in a row.</summary>
    public static string Collapse(string text)
    {
        while (text.Contains("\n\n\n", StringComparison.Ordinal)) text = text.Replace("\n\n\n", "\n\n", StringComparison.Ordinal);
        return text.Trim();
    }

    private static (string Text, string Html) Unparsed(string html)
    {
        var bare = Strip(html);
        return (bare, System.Net.WebUtility.HtmlEncode(bare));
    }

    private static string Strip(string html)
    {
        var kept = new System.Text.StringBuilder(html.Length);
        var inTag = false;
        foreach (var c in html)
        {
            if (c == '<') inTag = true;
            else if (c == '>' && inTag) (inTag, _) = (false, kept.Append(' '));
            else if (!inTag) kept.Append(c);
        }

        return Collapse(System.Net.WebUtility.HtmlDecode(kept.ToString()));
    }
}
