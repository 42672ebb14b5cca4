using System.IO.Enumeration;
using Monitor.Core.Archive.Language;
using Monitor.Core.Archive.Querying;
using Monitor.Core.People;

namespace Monitor.Core.Archive;

/// <summary>Cuts a piece out of a text around what a query found there, and marks it. Made from the stored text, the same for every engine.</summary>
public static class Highlighter
{
    /// <summary>Pieces of text in order; marked ones matched. Null where nothing matched.</summary>
    /// <param name="field">The field that the text is of: text or screen.</param>
    public static IReadOnlyList<TextPiece>? Find(string text, ArchiveQuery query, string field = "text", int around = 120)
    {
        var tokens = WordTokens.Of(text).ToList();
        var languages = WordForms.Of(text);
        var marks = new SortedDictionary<int, int>();
        foreach (var node in Asked(query.Root, field))
        {
            var keys = node is QueryNode.Words { WithVariants: true } name ? NameKeys.OfAnyForm(name.Written).ToHashSet(StringComparer.Ordinal) : [];
            var length = node is QueryNode.Words words ? words.Tokens.Count : 1;
            for (var at = 0; at + length <= tokens.Count; at++)
                if (Matches(node, tokens, at, languages) || (keys.Count > 0 && NameKeys.OfCapital(text, tokens[at]).Any(keys.Contains)))
                    marks[tokens[at].Start] = tokens[at + length - 1].End;
        }

        return marks.Count == 0 ? null : Cut(text, marks, around);
    }

    /// <summary>What may be seen in a hit: everything that is asked for in that field and not left out.</summary>
    private static IEnumerable<QueryNode> Asked(QueryNode node, string field) => node switch
    {
        QueryNode.All all => all.Parts.SelectMany(part => Asked(part, field)),
        QueryNode.Any any => any.Parts.SelectMany(part => Asked(part, field)),
        QueryNode.Words words when words.Field is null || words.Field == field => [node],
        QueryNode.Pattern pattern when pattern.Field is null || pattern.Field == field => [node],
        QueryNode.Fuzzy fuzzy when fuzzy.Field is null || fuzzy.Field == field => [node],
        _ => [],
    };

    private static bool Matches(QueryNode node, List<WordToken> tokens, int at, IReadOnlyList<string> languages) => node switch
    {
        QueryNode.Pattern pattern => FileSystemName.MatchesSimpleExpression(pattern.Text, tokens[at].Text, ignoreCase: false),
        QueryNode.Fuzzy fuzzy => Math.Abs(tokens[at].Text.Length - fuzzy.Token.Length) <= fuzzy.Edits && WordAlikeness.EditDistance(tokens[at].Text, fuzzy.Token) <= fuzzy.Edits,
        QueryNode.Words words => words.Tokens.Index().All(word => tokens[at + word.Index].Text == word.Item)
            || (!words.IsExact && languages.Any(language => WordForms.Stem(language, tokens[at].Text) == WordForms.Stem(language, words.Tokens[0]))),
        _ => false,
    };

    /// <summary>The start of a text, cut at a word's end.</summary>
    public static string Start(string text, int length = 240)
    {
        if (text.Length <= length) return text;
        var cut = text.LastIndexOf(' ', length);
        return text[..(cut > length / 2 ? cut : length)] + "…";
    }

    private static List<TextPiece> Cut(string text, SortedDictionary<int, int> marks, int around)
    {
        var first = marks.First();
        var from = Math.Max(0, first.Key - around);
        var to = Math.Min(text.Length, first.Key + (2 * around));
        if (from > 0 && char.IsLowSurrogate(text[from])) from--;
        if (to < text.Length && char.IsLowSurrogate(text[to])) to++;
        var pieces = new List<TextPiece>();
        if (from > 0) pieces.Add(new TextPiece("…", false));
        var at = from;
        foreach (var (start, end) in marks)
        {
            if (start < at || end > to) continue;
            if (start > at) pieces.Add(new TextPiece(text[at..start], false));
            pieces.Add(new TextPiece(text[start..end], true));
            at = end;
        }

        if (at < to) pieces.Add(new TextPiece(text[at..to], false));
        if (to < text.Length) pieces.Add(new TextPiece("…", false));
        return pieces;
    }
}

public sealed record TextPiece(string Text, bool IsMatch);
