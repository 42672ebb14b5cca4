using Monitor.Core.Archive.Indexing;
using Monitor.Core.Archive.Language;
using Monitor.Core.People;

namespace Monitor.Core.Archive.Querying;

/// <summary>Says a query in clauses for one viewer: only fields that the viewer may see are asked. Pure.</summary>
public sealed class ClauseBuilder
{
    private const float NameWeight = 0.5f;

    private readonly int[] levels;

    private ClauseBuilder(Viewer viewer) => levels = [.. viewer.Levels];

    /// <summary>The query and its filters. The viewer's clearance for whole records is a filter of its own, which the engine adds.</summary>
    public static Clause.All Build(ArchiveQuery query, Viewer viewer)
    {
        var builder = new ClauseBuilder(viewer);
        var all = builder.All(query.Root.Parts);
        if (query.Filters.Count == 0) return all;
        var filters = query.Filters.Select(filter => builder.Keyword(IndexField.Of(filter.Key), filter.Value));
        return new Clause.All([.. all.Must, .. filters], all.MustNot);
    }

    private Clause Of(QueryNode node) => node switch
    {
        QueryNode.All all => All(all.Parts),
        QueryNode.Any any => new Clause.Any([.. any.Parts.Select(Of)]),
        QueryNode.Without => All([node]),
        QueryNode.Words words => Any(words.Field, field => Words(field, words)),
        QueryNode.Pattern pattern => Any(pattern.Field, field => new Clause.Wildcard(Exact(field), pattern.Text)),
        QueryNode.Fuzzy fuzzy => Any(fuzzy.Field, field => new Clause.Fuzzy(Exact(field), fuzzy.Token, fuzzy.Edits)),
        QueryNode.Value value => Keyword(value.Field, value.Key),
        QueryNode.Period period => new Clause.Period(period.From?.UtcTicks, period.Until?.UtcTicks),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private Clause.All All(IReadOnlyList<QueryNode> parts) =>
        new([.. parts.Where(part => part is not QueryNode.Without).Select(Of)], [.. parts.OfType<QueryNode.Without>().Select(not => Of(not.Part))]);

    private Clause Any(string? field, Func<(string Field, int Level), Clause> make)
    {
        var fields = field is null ? IndexField.OfWords : [field];
        var parts = levels.SelectMany(level => fields.Select(name => make((name, level)))).ToList();
        return parts is [var one] ? one : new Clause.Any(parts);
    }

    private Clause Keyword(string field, string value) =>
        levels.Length == 0 ? new Clause.Any([]) : new Clause.Keyword(IndexField.Keyword(field, levels[^1]), QueryField.Key(field, value));

    /// <summary>A word as it stands, and the best of what it may be besides: a form in each language, a name in another spelling.</summary>
    private static Clause Words((string Field, int Level) place, QueryNode.Words words)
    {
        if (words.Tokens.Count > 1) return new Clause.Phrase(Exact(place), words.Tokens);
        var exact = new Clause.Term(Exact(place), words.Tokens[0]);
        if (words.IsExact) return exact;
        var others = WordForms.Languages.Select(language => (Clause)new Clause.Term(IndexField.Words(place.Field, place.Level, language), WordForms.Stem(language, words.Tokens[0]))).ToList();
        if (words.WithVariants && NameKeys.OfAnyForm(words.Written) is { Count: > 0 } keys) others.Add(new Clause.AnyTerm(IndexField.Words(place.Field, place.Level, IndexField.Name), keys, NameWeight));
        return new Clause.Any([exact, new Clause.Best(others)]);
    }

    private static string Exact((string Field, int Level) place) => IndexField.Words(place.Field, place.Level, IndexField.Exact);
}
