namespace Monitor.Core.Archive.Querying;

/// <summary>A query in the terms that every engine has: analysed words, keywords, ranges. Made by <see cref="ClauseBuilder"/>; an engine says it in its own words and adds nothing.</summary>
public abstract record Clause
{
    /// <summary>An analysed word; counts by BM25 with b = 0.</summary>
    public sealed record Term(string Field, string Token) : Clause;

    /// <summary>Words in a row; counts by BM25.</summary>
    public sealed record Phrase(string Field, IReadOnlyList<string> Tokens) : Clause;

    /// <summary>One of the words; counts <paramref name="Weight"/>, however many there are.</summary>
    public sealed record AnyTerm(string Field, IReadOnlyList<string> Tokens, float Weight) : Clause;

    /// <summary>A pattern of letters, * and ?; counts 1.</summary>
    public sealed record Wildcard(string Field, string Pattern) : Clause;

    /// <summary>A word with up to that many letters added, dropped, changed or swapped, the first one as it stands; counts 1.</summary>
    public sealed record Fuzzy(string Field, string Token, int Edits) : Clause;

    /// <summary>A keyword; counts nothing.</summary>
    public sealed record Keyword(string Field, string Value) : Clause;

    /// <summary>At or after the one and before the other, in UTC ticks; counts nothing.</summary>
    public sealed record Period(long? From, long? Until) : Clause;

    /// <summary>All of the first and none of the others; with none of the first, everything but the others.</summary>
    public sealed record All(IReadOnlyList<Clause> Must, IReadOnlyList<Clause> MustNot) : Clause;

    /// <summary>At least one; what matches adds up. Without parts it finds nothing.</summary>
    public sealed record Any(IReadOnlyList<Clause> Parts) : Clause;

    /// <summary>At least one; the best one counts.</summary>
    public sealed record Best(IReadOnlyList<Clause> Parts) : Clause;
}
