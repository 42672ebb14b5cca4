namespace Monitor.Core.Archive.Querying;

/// <summary>Says what was understood of a query and what was not, for people and programs.</summary>
/// <param name="Understood">The tree: all, any, not, words, pattern, fuzzy, field with value, published.</param>
/// <param name="NoDataYet">Operators that were understood but whose data is not in the archive yet.</param>
public sealed record QueryExplanation(string Query, object Understood, IReadOnlyList<QueryProblem> NotUnderstood, IReadOnlyList<string> NoDataYet)
{
    public static QueryExplanation Of(ArchiveQuery query) => new(query.Text, Show(query.Root), query.Problems, query.WithoutData);

    private static object Show(QueryNode node) => node switch
    {
        QueryNode.All all => new { All = all.Parts.Select(Show) },
        QueryNode.Any any => new { Any = any.Parts.Select(Show) },
        QueryNode.Without not => new { Not = Show(not.Part) },
        QueryNode.Words words => new { Words = string.Join(' ', words.Tokens), Field = words.Field ?? "any", Exact = words.IsExact, Variants = words.WithVariants },
        QueryNode.Pattern pattern => new { Pattern = pattern.Text, Field = pattern.Field ?? "any" },
        QueryNode.Fuzzy fuzzy => new { Fuzzy = fuzzy.Token, Field = fuzzy.Field ?? "any", fuzzy.Edits },
        QueryNode.Value value => new { value.Field, Value = value.Key },
        QueryNode.NoData nothing => new { nothing.Field, Value = nothing.Typed, NoDataYet = true },
        QueryNode.Period period => new { PublishedFrom = period.From, PublishedBefore = period.Until },
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };
}
