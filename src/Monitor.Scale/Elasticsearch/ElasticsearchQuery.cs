using System.Text.Json.Nodes;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Archive.Querying;

namespace Monitor.Scale.Elasticsearch;

/// <summary>Says clauses in the query language of Elasticsearch and OpenSearch.</summary>
internal static class ElasticsearchQuery
{
    public static JsonObject Of(Clause clause) => clause switch
    {
        Clause.Term term => Say("term", Say(term.Field, term.Token)),
        Clause.Phrase phrase => Say("match_phrase", Say(phrase.Field, string.Join(' ', phrase.Tokens))),
        Clause.AnyTerm any => Flat(Say("terms", Say(any.Field, new JsonArray([.. any.Tokens.Select(token => JsonValue.Create(token))]))), any.Weight),
        Clause.Wildcard wildcard => Flat(Say("wildcard", Say(wildcard.Field, new JsonObject { ["value"] = wildcard.Pattern })), 1),
        Clause.Fuzzy fuzzy => Flat(Say("fuzzy", Say(fuzzy.Field, new JsonObject { ["value"] = fuzzy.Token, ["fuzziness"] = fuzzy.Edits, ["prefix_length"] = 1, ["transpositions"] = true, ["rewrite"] = "constant_score" })), 1),
        Clause.Keyword keyword => Flat(Say("term", Say(keyword.Field, keyword.Value)), 0),
        Clause.Period period => Flat(Say("range", Say(IndexField.PublishedAt, Range(period))), 0),
        Clause.All all => All(all, null),
        Clause.Any { Parts.Count: 0 } or Clause.Best { Parts.Count: 0 } => Say("match_none", new JsonObject()),
        Clause.Any any => Say("bool", new JsonObject { ["should"] = Each(any.Parts), ["minimum_should_match"] = 1 }),
        Clause.Best best => Say("dis_max", new JsonObject { ["queries"] = Each(best.Parts), ["tie_breaker"] = 0 }),
        _ => throw new ArgumentOutOfRangeException(nameof(clause)),
    };

    /// <summary>All of it, of records up to that clearance.</summary>
    public static JsonObject All(Clause.All clause, int? clearance)
    {
        var (filters, must) = (new JsonArray(), new JsonArray());
        // What counts nothing goes where the engine keeps it for the next query.
        foreach (var part in clause.Must)
        {
            if (part is Clause.Keyword keyword) filters.Add(Say("term", Say(keyword.Field, keyword.Value)));
            else if (part is Clause.Period period) filters.Add(Say("range", Say(IndexField.PublishedAt, Range(period))));
            else must.Add(Of(part));
        }

        if (clearance is { } highest) filters.Add(Say("range", Say(IndexField.Clearance, new JsonObject { ["lte"] = highest })));
        if (must.Count + filters.Count == 0) filters.Add(Say("match_all", new JsonObject()));
        return Say("bool", new JsonObject { ["must"] = must, ["filter"] = filters, ["must_not"] = Each(clause.MustNot) });
    }

    private static JsonObject Range(Clause.Period period)
    {
        var range = new JsonObject();
        if (period.From is { } from) range["gte"] = from;
        if (period.Until is { } until) range["lt"] = until;
        return range;
    }

    private static JsonObject Flat(JsonObject filter, float weight) => Say("constant_score", new JsonObject { ["filter"] = filter, ["boost"] = weight });

    private static JsonArray Each(IReadOnlyList<Clause> parts) => new([.. parts.Select(Of)]);

    private static JsonObject Say(string name, JsonNode? value) => new() { [name] = value };
}
