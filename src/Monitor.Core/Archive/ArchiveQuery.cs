using Monitor.Core.Archive.Language;

namespace Monitor.Core.Archive;

public enum ArchiveSort { Relevance, Newest }

/// <summary>A search. Bounded before anything looks at it: 1,000 characters, 32 parentheses, 40 clauses.</summary>
public sealed record ArchiveQuery
{
    public const int MaxCharacters = 1000, MaxParentheses = 32, MaxClauses = 40, MaxPageSize = 100, MaxDepth = 10_000;

    /// <summary>The words as typed.</summary>
    public string Text { get; init; } = "";

    /// <summary>Words and phrases that must all occur, each in one field; empty finds everything.</summary>
    public IReadOnlyList<QueryClause> Clauses { get; init; } = [];

    /// <summary>Name of a channel, or null for all.</summary>
    public string? Channel { get; init; }

    public ArchiveSort Sort { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100; default 20.</summary>
    public int PageSize { get; init; } = 20;

    /// <summary>Reads a query as a person typed it. Throws <see cref="QueryRefusedException"/> where it passes the bounds.</summary>
    public static ArchiveQuery Parse(string? text)
    {
        text = (text ?? "").Trim();
        if (text.Length > MaxCharacters) throw new QueryRefusedException(QueryRefusal.TooLong);
        if (text.Count(c => c is '(' or ')') > MaxParentheses) throw new QueryRefusedException(QueryRefusal.TooManyParentheses);
        var clauses = new List<QueryClause>();
        foreach (var (part, quoted, negated) in Split(text))
        {
            var tokens = WordTokens.Of(part).Select(token => token.Text).ToList();
            if (tokens.Count == 0) continue;
            if (quoted || tokens.Count == 1) clauses.Add(new QueryClause(tokens, negated) { IsExact = quoted });
            else clauses.AddRange(tokens.Select(token => new QueryClause([token], negated)));
        }

        return clauses.Count > MaxClauses ? throw new QueryRefusedException(QueryRefusal.TooManyWords) : new ArchiveQuery { Text = text, Clauses = clauses };
    }

    /// <summary>Cuts at white space outside quotes, in one pass; an unclosed quote ends with the text.</summary>
    private static IEnumerable<(string Part, bool Quoted, bool Negated)> Split(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var negated = text[at] == '-' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
            if (negated) at++;
            var quoted = text[at] is '"' or '«' or '“' or '„';
            var start = quoted ? at + 1 : at;
            var end = start;
            while (end < text.Length && (quoted ? text[end] is not ('"' or '»' or '”' or '“') : !char.IsWhiteSpace(text[end]))) end++;
            yield return (text[start..end], quoted, negated);
            at = quoted ? end + 1 : end;
        }
    }
}

/// <summary>A word, or a phrase of several words in a row; folded.</summary>
public sealed record QueryClause(IReadOnlyList<string> Tokens, bool Negated)
{
    /// <summary>True where it was quoted: found as it stands. A word without quotes is found in any of its forms.</summary>
    public bool IsExact { get; init; }
}

public enum QueryRefusal { TooLong, TooManyParentheses, TooManyWords, TooDeep }

/// <summary>A query beyond its bounds.</summary>
public sealed class QueryRefusedException(QueryRefusal refusal) : Exception($"The query is refused: {refusal}.")
{
    public QueryRefusal Refusal { get; } = refusal;
}
