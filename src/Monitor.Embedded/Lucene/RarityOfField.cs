using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace Monitor.Embedded.Lucene;

/// <summary>
/// BM25 with b = 0: the length of a text says nothing about how much it matters. How rare a word is counts among the records that have the field,
/// as newer Lucene does: records of another clearance have other fields, and change nothing.
/// </summary>
internal sealed class RarityOfField() : BM25Similarity(1.2f, 0f)
{
    public override Explanation IdfExplain(CollectionStatistics collectionStats, TermStatistics termStats)
    {
        var records = collectionStats.DocCount < 0 ? collectionStats.MaxDoc : collectionStats.DocCount;
        return new Explanation(Idf(termStats.DocFreq, records), "idf");
    }

    public override Explanation IdfExplain(CollectionStatistics collectionStats, TermStatistics[] termStats)
    {
        var all = new Explanation { Description = "idf" };
        foreach (var one in termStats)
        {
            var detail = IdfExplain(collectionStats, one);
            all.AddDetail(detail);
            all.Value += detail.Value;
        }

        return all;
    }
}
