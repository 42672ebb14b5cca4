using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Cuts away what may stand before the root element: XML declarations, which the decoding made meaningless, and document type declarations,
/// their internal subset included, so that no entity is ever declared.</summary>
internal static class FeedProlog
{
    /// <summary>The text from its first element on, after as many line breaks as were cut, so that the numbers of its lines stay. Throws <see cref="SourceRefusedException"/> where a declaration does not end.</summary>
    public static string Cut(string text)
    {
        for (var at = 0; ;)
        {
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '\0' or '\uFEFF')) at++;
            if (Starts(text, at, "<?")) at = End(text, at, "?>");
            else if (Starts(text, at, "<!--")) at = End(text, at, "-->");
            else if (Starts(text, at, "<!DOCTYPE")) at = EndOfDoctype(text, at);
            else return at == 0 ? text : new string('\n', text.AsSpan(0, at).Count('\n')) + text[at..];
        }
    }

    private static bool Starts(string text, int at, string what) => string.Compare(text, at, what, 0, what.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static int End(string text, int from, string end) =>
        text.IndexOf(end, from, StringComparison.Ordinal) is >= 0 and var at ? at + end.Length : throw Endless();

    private static int EndOfDoctype(string text, int from)
    {
        var subset = 0;
        for (var at = from; at < text.Length; at++)
        {
            // What stands in comments and between quotes ends nothing.
            if (Starts(text, at, "<!--")) at = End(text, at, "-->") - 1;
            else if (text[at] is '"' or '\'') at = End(text, at + 1, text[at].ToString()) - 1;
            else if (text[at] == '[') subset++;
            else if (text[at] == ']') subset--;
            else if (text[at] == '>' && subset <= 0) return at + 1;
        }

        throw Endless();
    }

    private static SourceRefusedException Endless() => new(OutcomeReason.NotAFeed, "A declaration before the XML's first element does not end.");
}
