namespace Monitor.Core.Archive.Querying;

/// <summary>What a query asks for, as a tree. Made by <see cref="QueryParser"/>; knows nothing of any search engine.</summary>
public abstract record QueryNode
{
    /// <summary>Finds nothing.</summary>
    public static readonly QueryNode Nothing = new Any([]);

    public sealed record All(IReadOnlyList<QueryNode> Parts) : QueryNode;

    public sealed record Any(IReadOnlyList<QueryNode> Parts) : QueryNode;

    public sealed record Without(QueryNode Part) : QueryNode;

    /// <summary>A word, or several in a row, folded.</summary>
    /// <param name="Field">text, screen, speech, note or person; null for all of them.</param>
    /// <param name="Written">The word as it was typed.</param>
    /// <param name="IsExact">True where it was quoted: found as it stands, not in its other forms and spellings.</param>
    /// <param name="WithVariants">True where names that are the same name count too: Yarashuk for Ярошук.</param>
    public sealed record Words(string? Field, IReadOnlyList<string> Tokens, string Written, bool IsExact, bool WithVariants = false) : QueryNode;

    /// <summary>A folded word in which * stands for any letters and ? for one.</summary>
    public sealed record Pattern(string? Field, string Text) : QueryNode;

    /// <summary>A folded word in which up to <paramref name="Edits"/> letters may differ: 1 or 2.</summary>
    public sealed record Fuzzy(string? Field, string Token, int Edits) : QueryNode;

    /// <summary>A field that holds a value, in small letters.</summary>
    public sealed record Value(string Field, string Key) : QueryNode;

    /// <summary>Published at or after the one instant and before the other.</summary>
    public sealed record Period(DateTimeOffset? From, DateTimeOffset? Until) : QueryNode;
}
