using Lucene.Net.Index;
using Lucene.Net.Search;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Language;
using Monitor.Core.Archive.Querying;
using Monitor.Core.People;

namespace Monitor.Embedded.Lucene;

/// <summary>Turns a bounded query into Lucene's: clauses on analysed words, filtered by the viewer before anything is counted.</summary>
internal static class LuceneQuery
{
    public static Query Make(ArchiveQuery query, Viewer viewer, bool withChannel = true)
    {
        var all = All(query.Root.Parts);
        all.Add(Flat(NumericRangeQuery.NewInt32Range(RecordDocument.Clearance, 0, Math.Max(-1, viewer.Clearance), true, true), 0), Occur.MUST);
        if (withChannel && query.Channel is { } channel) all.Add(Flat(new TermQuery(new Term(RecordDocument.Channel, channel)), 0), Occur.MUST);
        return all;
    }

    private static Query Of(QueryNode node) => node switch
    {
        QueryNode.All all => All(all.Parts),
        QueryNode.Any any => Any(any.Parts.Select(Of)),
        QueryNode.Without => All([node]),
        QueryNode.Words words => Any(Fields(words.Field).SelectMany(field => InField(field, words))),
        QueryNode.Pattern pattern => Any(Fields(pattern.Field).Select(field => Flat(new WildcardQuery(new Term(field + ".exact", pattern.Text)), 1))),
        QueryNode.Fuzzy fuzzy => Any(Fields(fuzzy.Field).Select(field => Flat(new FuzzyQuery(new Term(field + ".exact", fuzzy.Token), fuzzy.Edits, 1), 1))),
        QueryNode.Value value => Flat(new TermQuery(new Term(RecordDocument.KeyField(value.Field), value.Key)), 0),
        QueryNode.Period period => Flat(NumericRangeQuery.NewInt64Range(RecordDocument.PublishedAt, period.From?.UtcTicks, period.Until?.UtcTicks, true, false), 0),
        QueryNode.NoData => new BooleanQuery(),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    /// <summary>What only leaves out begins with everything.</summary>
    private static BooleanQuery All(IReadOnlyList<QueryNode> parts)
    {
        var all = new BooleanQuery();
        foreach (var part in parts) all.Add(Of(part is QueryNode.Without not ? not.Part : part), part is QueryNode.Without ? Occur.MUST_NOT : Occur.MUST);
        if (parts.All(part => part is QueryNode.Without)) all.Add(new MatchAllDocsQuery(), Occur.MUST);
        return all;
    }

    private static BooleanQuery Any(IEnumerable<Query> parts)
    {
        var any = new BooleanQuery();
        foreach (var part in parts) any.Add(part, Occur.SHOULD);
        return any;
    }

    private static string[] Fields(string? field) => field is null ? RecordDocument.TextFields : [field];

    private static IEnumerable<Query> InField(string field, QueryNode.Words words)
    {
        if (words.Tokens.Count > 1)
        {
            var phrase = new PhraseQuery();
            foreach (var token in words.Tokens) phrase.Add(new Term(field + ".exact", token));
            yield return phrase;
            yield break;
        }

        yield return new TermQuery(new Term(field + ".exact", words.Tokens[0]));
        if (words.IsExact) yield break;
        if (words.WithVariants && NameKeys.OfAnyForm(words.Written) is { Count: > 0 } keys) yield return Flat(Any(keys.Select(key => new TermQuery(new Term(field + ".name", key)))), 0.5f);
        foreach (var language in WordForms.Languages) yield return new TermQuery(new Term(field + "." + language, WordForms.Stem(language, words.Tokens[0])));
    }

    /// <summary>Every hit counts the same; with 0 it is a filter.</summary>
    private static ConstantScoreQuery Flat(Query query, float weight) => new(query) { Boost = weight };
}
