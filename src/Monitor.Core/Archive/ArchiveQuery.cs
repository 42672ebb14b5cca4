using Monitor.Core.Archive.Querying;

namespace Monitor.Core.Archive;

public enum ArchiveSort { Relevance, Newest }

/// <summary>A search. Bounded before anything looks at it: 1,000 characters, 32 parentheses, 40 words and values.</summary>
public sealed record ArchiveQuery
{
    public const int MaxCharacters = 1000, MaxParentheses = 32, MaxClauses = 40, MaxPageSize = 100, MaxDepth = 10_000;

    /// <summary>The query as typed.</summary>
    public string Text { get; init; } = "";

    /// <summary>What was understood; without parts it finds everything.</summary>
    public QueryNode.All Root { get; init; } = new([]);

    /// <summary>What was not.</summary>
    public IReadOnlyList<QueryProblem> Problems { get; init; } = [];

    /// <summary>Fields that were asked for and that hold no data yet.</summary>
    public IReadOnlyList<string> WithoutData { get; init; } = [];

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
        var (root, problems, withoutData) = QueryParser.Parse(text);
        if (Count(root) > MaxClauses) throw new QueryRefusedException(QueryRefusal.TooManyWords);
        return new ArchiveQuery { Text = text, Root = root, Problems = problems, WithoutData = withoutData };
    }

    private static int Count(QueryNode node) => node switch
    {
        QueryNode.All all => all.Parts.Sum(Count),
        QueryNode.Any any => any.Parts.Sum(Count),
        QueryNode.Without not => Count(not.Part),
        _ => 1,
    };
}

public enum QueryRefusal { TooLong, TooManyParentheses, TooManyWords, TooDeep }

/// <summary>A query beyond its bounds.</summary>
public sealed class QueryRefusedException(QueryRefusal refusal) : Exception($"The query is refused: {refusal}.")
{
    public QueryRefusal Refusal { get; } = refusal;
}
