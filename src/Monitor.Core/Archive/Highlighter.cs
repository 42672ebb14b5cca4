using System.IO.Enumeration;
using Monitor.Core.Archive.Language;
using Monitor.Core.Archive.Querying;
using Monitor.Core.People;

namespace Monitor.Core.Archive;

/// <summary>Cuts a piece out of a text around what a query found there, and marks it. Made from the stored text, the same for every engine.</summary>
public static class Highlighter
{
    /// <summary>Words of a text that are looked at: a text may be made to have a hundred thousand.</summary>
    private const int MaxWords = 5000;

    /// <summary>Pieces of text in order; marked ones matched. Null where nothing matched.</summary>
    /// <param name="field">The field that the text is of: text, screen or speech.</param>
    public static IReadOnlyList<TextPiece>? Find(string text, ArchiveQuery query, string field = "text", int around = 120)
    {
        var asked = Asked(query.Root, field).Select(node => new AskedNode(node)).ToList();
        if (asked.Count == 0) return null;
        var tokens = WordTokens.Of(text).Take(MaxWords).ToList();
        var languages = WordForms.Of(text);
        var marks = new SortedDictionary<int, int>();
        for (var at = 0; at < tokens.Count; at++)
        {
            // What a word stands for is found out once for all that is asked.
            var names = new Lazy<IReadOnlyList<string>>(() => NameKeys.OfCapital(text, tokens[at]));
            var stems = new Lazy<List<string>>(() => [.. languages.Select(language => WordForms.Stem(language, tokens[at].Text))]);
            foreach (var node in asked)
                if (at + node.Length <= tokens.Count && (Matches(node, tokens, at, languages, stems) || (node.NameKeys.Count > 0 && names.Value.Any(node.NameKeys.Contains))))
                    marks[tokens[at].Start] = Math.Max(marks.GetValueOrDefault(tokens[at].Start), tokens[at + node.Length - 1].End);
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

    private static bool Matches(AskedNode asked, List<WordToken> tokens, int at, IReadOnlyList<string> languages, Lazy<List<string>> stems) => asked.Node switch
    {
        QueryNode.Pattern pattern => FileSystemName.MatchesSimpleExpression(pattern.Text, tokens[at].Text, ignoreCase: false),
        QueryNode.Fuzzy fuzzy => Math.Abs(tokens[at].Text.Length - fuzzy.Token.Length) <= fuzzy.Edits && WordAlikeness.EditDistance(tokens[at].Text, fuzzy.Token) <= fuzzy.Edits,
        QueryNode.Words words => words.Tokens.Index().All(word => tokens[at + word.Index].Text == word.Item)
            || (!words.IsExact && languages.Index().Any(language => stems.Value[language.Index] == asked.Stem(language.Item))),
        _ => false,
    };

    /// <summary>What is asked for, with what it stands for.</summary>
    private sealed class AskedNode(QueryNode node)
    {
        private readonly Dictionary<string, string> stems = [];

        public QueryNode Node => node;

        public int Length { get; } = node is QueryNode.Words words ? words.Tokens.Count : 1;

        public HashSet<string> NameKeys { get; } = node is QueryNode.Words { WithVariants: true } name ? People.NameKeys.OfAnyForm(name.Written).ToHashSet(StringComparer.Ordinal) : [];

        public string Stem(string language)
        {
            if (!stems.TryGetValue(language, out var stem)) stems[language] = stem = WordForms.Stem(language, ((QueryNode.Words)node).Tokens[0]);
            return stem;
        }
    }

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
