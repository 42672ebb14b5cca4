namespace Monitor.Core.Archive.Querying;

/// <summary>Says what was understood of a query and what was not, for people and programs.</summary>
/// <param name="Understood">The tree: all, any, not, words, pattern, fuzzy, field with value, published.</param>
public sealed record QueryExplanation(string Query, object Understood, IReadOnlyList<QueryProblem> NotUnderstood)
{
    public static QueryExplanation Of(ArchiveQuery query) => new(query.Text, Show(query.Root), query.Problems);

    /// <summary>What was understood, written as a query again: for people, beside what was not.</summary>
    public static string Say(ArchiveQuery query) => string.Join(' ', query.Root.Parts.Select(Say));

    private static string Say(QueryNode node) => node switch
    {
        QueryNode.All all => "(" + string.Join(' ', all.Parts.Select(Say)) + ")",
        QueryNode.Any { Parts.Count: 0 } => "—",
        QueryNode.Any any => "(" + string.Join(" OR ", any.Parts.Select(Say)) + ")",
        QueryNode.Without not => "-" + Say(not.Part),
        QueryNode.Words words => In(words.Field) + (words.IsExact ? $"\"{words.Written}\"" : words.Written),
        QueryNode.Pattern pattern => In(pattern.Field) + pattern.Text,
        QueryNode.Fuzzy fuzzy => In(fuzzy.Field) + fuzzy.Token + "~",
        QueryNode.Value value => In(value.Field) + value.Key,
        QueryNode.Period { From: { } from, Until: { } until } => $"on:{QueryDate.DayOf(from)}…{QueryDate.DayOf(until.AddTicks(-1))}",
        QueryNode.Period { From: { } from } => "after:" + QueryDate.DayOf(from),
        QueryNode.Period { Until: { } until } => "before:" + QueryDate.DayOf(until),
        _ => "",
    };

    private static string In(string? field) => field is null ? "" : field + ":";

    private static object Show(QueryNode node) => node switch
    {
        QueryNode.All all => new { All = all.Parts.Select(Show) },
        QueryNode.Any any => new { Any = any.Parts.Select(Show) },
        QueryNode.Without not => new { Not = Show(not.Part) },
        QueryNode.Words words => new { Words = string.Join(' ', words.Tokens), Field = words.Field ?? "any", Exact = words.IsExact, Variants = words.WithVariants },
        QueryNode.Pattern pattern => new { Pattern = pattern.Text, Field = pattern.Field ?? "any" },
        QueryNode.Fuzzy fuzzy => new { Fuzzy = fuzzy.Token, Field = fuzzy.Field ?? "any", fuzzy.Edits },
        QueryNode.Value value => new { value.Field, Value = value.Key },
        QueryNode.Period period => new { PublishedFrom = period.From, PublishedBefore = period.Until },
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };
}
