using Lucene.Net.Index;
using Lucene.Net.Search;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Archive.Querying;

namespace Monitor.Embedded.Lucene;

/// <summary>Says clauses in Lucene's words.</summary>
internal sealed class LuceneQuery(IndexReader reader)
{
    public Query Of(Clause clause) => clause switch
    {
        Clause.Term term => Word(term),
        Clause.Phrase phrase => Phrase(phrase),
        Clause.AnyTerm any => Flat(Any(any.Tokens.Select(token => new TermQuery(new Term(any.Field, token)))), any.Weight),
        Clause.Wildcard wildcard => Flat(new WildcardQuery(new Term(wildcard.Field, wildcard.Pattern)), 1),
        // All words that are near enough count, not the first fifty: so every engine finds the same.
        Clause.Fuzzy fuzzy => Flat(new FuzzyQuery(new Term(fuzzy.Field, fuzzy.Token), fuzzy.Edits, 1) { MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_FILTER_REWRITE }, 1),
        Clause.Keyword keyword => Flat(new TermQuery(new Term(keyword.Field, keyword.Value)), 0),
        Clause.Period period => Flat(NumericRangeQuery.NewInt64Range(IndexField.PublishedAt, period.From, period.Until, true, false), 0),
        Clause.All all => All(all),
        Clause.Any any => Any(Flatten(any).Where(IsThere).Select(Of)),
        Clause.Best best => Best([.. best.Parts.Where(IsThere).Select(Of)]),
        _ => throw new ArgumentOutOfRangeException(nameof(clause)),
    };

    private Query All(Clause.All clause)
    {
        // Alone it is scored in bulk, which is much faster.
        if (clause is { Must: [var only], MustNot.Count: 0 }) return Of(only);
        var all = new BooleanQuery();
        foreach (var part in clause.Must) all.Add(Of(part), Occur.MUST);
        if (clause.Must.Count == 0) all.Add(Flat(new MatchAllDocsQuery(), 0), Occur.MUST);
        foreach (var part in clause.MustNot) all.Add(Of(part), Occur.MUST_NOT);
        return all;
    }

    private static IEnumerable<Clause> Flatten(Clause.Any any) => any.Parts.SelectMany(part => part is Clause.Any inner ? Flatten(inner) : [part]);

    private static TermQuery Word(Clause.Term term) => new(new Term(term.Field, term.Token));

    /// <summary>What no record has is left out before anything is scored: most words exist in one language and one field.</summary>
    private bool IsThere(Clause clause) => clause switch
    {
        Clause.Term term => reader.DocFreq(new Term(term.Field, term.Token)) > 0,
        Clause.AnyTerm any => any.Tokens.Any(token => reader.DocFreq(new Term(any.Field, token)) > 0),
        Clause.Best best => best.Parts.Any(IsThere),
        _ => true,
    };

    private static Query Best(List<Query> parts) => parts is [var only] ? only : new DisjunctionMaxQuery(parts, 0);

    private static BooleanQuery Any(IEnumerable<Query> parts)
    {
        var any = new BooleanQuery();
        foreach (var part in parts) any.Add(part, Occur.SHOULD);
        return any;
    }

    private static PhraseQuery Phrase(Clause.Phrase clause)
    {
        var phrase = new PhraseQuery();
        foreach (var token in clause.Tokens) phrase.Add(new Term(clause.Field, token));
        return phrase;
    }

    /// <summary>Every hit counts the same; with 0 it is a filter.</summary>
    private static ConstantScoreQuery Flat(Query query, float weight) => new(query) { Boost = weight };
}
