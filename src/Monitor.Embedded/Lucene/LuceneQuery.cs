using Lucene.Net.Index;
using Lucene.Net.Search;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Language;

namespace Monitor.Embedded.Lucene;

/// <summary>Turns a bounded query into Lucene's: term and phrase clauses on analysed words, filtered by the viewer before anything is counted.</summary>
internal static class LuceneQuery
{
    public static Query Make(ArchiveQuery query, Viewer viewer, bool withChannel = true)
    {
        var all = new BooleanQuery();
        foreach (var clause in query.Clauses) all.Add(AnyField(clause), clause.Negated ? Occur.MUST_NOT : Occur.MUST);
        if (query.Clauses.All(clause => clause.Negated)) all.Add(new MatchAllDocsQuery(), Occur.MUST);
        all.Add(Silent(NumericRangeQuery.NewInt32Range(RecordDocument.Clearance, 0, Math.Max(-1, viewer.Clearance), true, true)), Occur.MUST);
        if (withChannel && query.Channel is { } channel) all.Add(Silent(new TermQuery(new Term(RecordDocument.Channel, channel))), Occur.MUST);
        return all;
    }

    private static BooleanQuery AnyField(QueryClause clause)
    {
        var any = new BooleanQuery();
        foreach (var field in RecordDocument.TextFields)
        {
            any.Add(InField(field + ".exact", clause), Occur.SHOULD);
            if (clause.IsExact) continue;
            foreach (var language in WordForms.Languages) any.Add(new TermQuery(new Term(field + "." + language, WordForms.Stem(language, clause.Tokens[0]))), Occur.SHOULD);
        }

        return any;
    }

    private static Query InField(string field, QueryClause clause)
    {
        if (clause.Tokens.Count == 1) return new TermQuery(new Term(field, clause.Tokens[0]));
        var phrase = new PhraseQuery();
        foreach (var token in clause.Tokens) phrase.Add(new Term(field, token));
        return phrase;
    }

    /// <summary>A filter that adds nothing to the score.</summary>
    private static ConstantScoreQuery Silent(Query query) => new(query) { Boost = 0 };
}
