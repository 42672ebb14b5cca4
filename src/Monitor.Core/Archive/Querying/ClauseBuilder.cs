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
        QueryNode.Words words => Words(words),
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
    private Clause Words(QueryNode.Words words)
    {
        if (words.Tokens is not [var token]) return Any(words.Field, place => new Clause.Phrase(Exact(place), words.Tokens));
        if (words.IsExact) return Any(words.Field, place => new Clause.Term(Exact(place), token));
        var stems = WordForms.OfScript(token).Select(language => (language, Stem: WordForms.Stem(language, token))).ToList();
        var keys = words.WithVariants ? NameKeys.OfAnyForm(words.Written) : [];
        return Any(words.Field, place =>
        {
            var others = stems.Select(form => (Clause)new Clause.Term(IndexField.Words(place.Field, place.Level, form.language), form.Stem)).ToList();
            if (keys.Count > 0) others.Add(new Clause.AnyTerm(IndexField.Words(place.Field, place.Level, IndexField.Name), keys, NameWeight));
            var exact = new Clause.Term(Exact(place), token);
            return others.Count == 0 ? exact : new Clause.Any([exact, new Clause.Best(others)]);
        });
    }

    private static string Exact((string Field, int Level) place) => IndexField.Words(place.Field, place.Level, IndexField.Exact);
}
