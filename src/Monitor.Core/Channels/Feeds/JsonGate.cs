using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Lets JSON of unknown origin in: bounded length and depth, characters that no text may hold cut out.</summary>
internal static partial class JsonGate
{
    /// <summary>Throws <see cref="SourceRefusedException"/> with what was wrong. The caller disposes of the document.</summary>
    public static JsonDocument Read(string text)
    {
        FeedGate.CheckLength(text);
        CheckDepth(text);
        var mended = Mend(FeedCharacters.Clean(text).TrimStart('\uFEFF'));
        try
        {
            return JsonDocument.Parse(Encoding.UTF8.GetBytes(mended), new JsonDocumentOptions { MaxDepth = FeedGate.MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException fault)
        {
            throw new SourceRefusedException(OutcomeReason.NotAFeed, $"The JSON is broken at line {fault.LineNumber + 1}, position {fault.BytePositionInLine + 1}.", fault);
        }
    }

    private static string Mend(string text) => !text.Contains("\\ud", StringComparison.OrdinalIgnoreCase) ? text
        : EscapePattern().Replace(text, match => match.Groups["lone"].Success ? "\\uFFFD" : match.Value);

    /// <summary>One linear pass, so that depth is told from breakage before a parser sees it.</summary>
    private static void CheckDepth(string text)
    {
        var depth = 0;
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"') quoted = !quoted;
            else if (quoted && text[at] == '\\') at++;
            else if (!quoted && (text[at] is '{' or '[') && ++depth > FeedGate.MaxDepth) throw FeedGate.TooDeep();
            else if (!quoted && (text[at] is '}' or ']')) depth--;
        }
    }

    // An escaped half of a surrogate pair is no text; a whole pair and any other escape stay.
    [GeneratedRegex("\\\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)")]
    private static partial Regex EscapePattern();
}
