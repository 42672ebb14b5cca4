using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Monitor.Core.Archive;

namespace Monitor.Embedded.Lucene;

/// <summary>Counts hits per channel by doc values.</summary>
internal sealed class ChannelCounter : ICollector
{
    private readonly Dictionary<string, long> counts = [];
    private SortedDocValues? values;

    public bool AcceptsDocsOutOfOrder => true;

    public static IReadOnlyList<FacetCount> Count(IndexSearcher searcher, Query query)
    {
        var counter = new ChannelCounter();
        searcher.Search(query, counter);
        return [.. counter.counts.Select(pair => new FacetCount(pair.Key, pair.Value)).OrderByDescending(facet => facet.Count).ThenBy(facet => facet.Value, StringComparer.Ordinal)];
    }

    public void SetScorer(Scorer scorer)
    {
        // Counting needs no scores.
    }

    public void SetNextReader(AtomicReaderContext context) => values = context.AtomicReader.GetSortedDocValues(RecordDocument.Channel);

    public void Collect(int doc)
    {
        if (values is null) return;
        var bytes = new BytesRef();
        values.Get(doc, bytes);
        var channel = bytes.Utf8ToString();
        counts[channel] = counts.GetValueOrDefault(channel) + 1;
    }
}
