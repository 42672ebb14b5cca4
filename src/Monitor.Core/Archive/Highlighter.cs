using Monitor.Core.Archive.Language;

namespace Monitor.Core.Archive;

/// <summary>Cuts a piece out of a text around what a query found there, and marks it. Made from the stored text, the same for every engine.</summary>
public static class Highlighter
{
    /// <summary>Pieces of text in order; marked ones matched. Null where nothing matched.</summary>
    public static IReadOnlyList<TextPiece>? Find(string text, ArchiveQuery query, int around = 120)
    {
        var tokens = WordTokens.Of(text).ToList();
        var languages = WordForms.Of(text);
        var marks = new SortedDictionary<int, int>();
        foreach (var clause in query.Clauses.Where(clause => !clause.Negated))
            for (var at = 0; at + clause.Tokens.Count <= tokens.Count; at++)
                if (Matches(clause, tokens, at, languages))
                    marks[tokens[at].Start] = tokens[at + clause.Tokens.Count - 1].End;
        return marks.Count == 0 ? null : Cut(text, marks, around);
    }

    private static bool Matches(QueryClause clause, List<WordToken> tokens, int at, IReadOnlyList<string> languages) =>
        clause.Tokens.Index().All(word => tokens[at + word.Index].Text == word.Item)
        || (!clause.IsExact && languages.Any(language => WordForms.Stem(language, tokens[at].Text) == WordForms.Stem(language, clause.Tokens[0])));

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
