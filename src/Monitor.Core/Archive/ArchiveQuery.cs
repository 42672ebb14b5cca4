using Monitor.Core.Archive.Querying;

namespace Monitor.Core.Archive;

public enum ArchiveSort { Relevance, Newest }

/// <summary>A search. Bounded before anything looks at it: 1,000 characters, 32 parentheses, 40 words and values.</summary>
public sealed record ArchiveQuery
{
    public const int MaxCharacters = 1000, MaxParentheses = 32, MaxClauses = 40, MaxNesting = 10, MaxPageSize = 500, MaxRankedDepth = 10_000;

    /// <summary>The query as typed.</summary>
    public string Text { get; init; } = "";

    /// <summary>What was understood; without parts it finds everything.</summary>
    public QueryNode.All Root { get; init; } = new([]);

    /// <summary>What was not.</summary>
    public IReadOnlyList<QueryProblem> Problems { get; init; } = [];

    /// <summary>True where something was asked for of which nothing was understood.</summary>
    public bool FindsNothing => Root.Parts is [QueryNode.Any { Parts.Count: 0 }];

    /// <summary>Values that hits must have besides, as the facets give them.</summary>
    public IReadOnlyDictionary<ArchiveFacet, string> Filters { get; init; } = new Dictionary<ArchiveFacet, string>();

    /// <summary>The facets to count.</summary>
    public IReadOnlyList<ArchiveFacet> Facets { get; init; } = [];

    public ArchiveSort Sort { get; init; }

    /// <summary>Where the page begins; null for the first one.</summary>
    public ArchiveCursor? Cursor { get; init; }

    /// <summary>1 to 500; default 20.</summary>
    public int PageSize { get; init; } = 20;

    /// <summary>Reads a query as a person typed it. Throws <see cref="QueryRefusedException"/> where it passes the bounds.</summary>
    /// <param name="variants">False finds names only as they are spelled, as variants:off in the text does.</param>
    public static ArchiveQuery Parse(string? text, bool variants = true)
    {
        text = (text ?? "").Trim();
        if (text.Length > MaxCharacters) throw new QueryRefusedException(QueryRefusal.TooLong);
        if (text.Count(c => c is '(' or ')') > MaxParentheses) throw new QueryRefusedException(QueryRefusal.TooManyParentheses);
        var (root, problems) = QueryParser.Parse(text, variants);
        if (Nesting(root) > MaxNesting) throw new QueryRefusedException(QueryRefusal.TooNested);
        if (Count(root) > MaxClauses) throw new QueryRefusedException(QueryRefusal.TooManyWords);
        return new ArchiveQuery { Text = text, Root = root, Problems = problems };
    }

    /// <summary>Throws <see cref="QueryRefusedException"/> for a page of no size or of too many hits, and for one that lies too deep by relevance.</summary>
    public void CheckBounds()
    {
        if (PageSize is < 1 or > MaxPageSize) throw new QueryRefusedException(QueryRefusal.BadPageSize);
        if (Sort == ArchiveSort.Relevance && Skip + PageSize >= MaxRankedDepth) throw new QueryRefusedException(QueryRefusal.TooDeep);
    }

    /// <summary>Hits to be passed over, by relevance.</summary>
    public long Skip => Sort == ArchiveSort.Relevance ? Cursor?.Offset ?? 0 : 0;

    private static int Nesting(QueryNode node) => node switch
    {
        QueryNode.All all => 1 + all.Parts.Select(Nesting).DefaultIfEmpty(0).Max(),
        QueryNode.Any any => 1 + any.Parts.Select(Nesting).DefaultIfEmpty(0).Max(),
        QueryNode.Without not => Nesting(not.Part),
        _ => 0,
    };

    private static int Count(QueryNode node) => node switch
    {
        QueryNode.All all => all.Parts.Sum(Count),
        QueryNode.Any any => any.Parts.Sum(Count),
        QueryNode.Without not => Count(not.Part),
        _ => 1,
    };
}

public enum QueryRefusal { TooLong, TooManyParentheses, TooManyWords, TooNested, TooDeep, BadCursor, BadPageSize, BadSort }

/// <summary>A query beyond its bounds.</summary>
public sealed class QueryRefusedException(QueryRefusal refusal) : Exception($"The query is refused: {refusal}.")
{
    public QueryRefusal Refusal { get; } = refusal;
}
