using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;

namespace Monitor.Embedded.Lucene;

/// <summary>Counts hits by the values of keyword fields, segment by segment over their ordinals.</summary>
internal sealed class FacetCounter(IReadOnlyList<string> fields) : ICollector
{
    private readonly Dictionary<string, long>[] totals = [.. fields.Select(_ => new Dictionary<string, long>(StringComparer.Ordinal))];
    private readonly SortedSetDocValues?[] values = new SortedSetDocValues?[fields.Count];
    private readonly int[]?[] single = new int[]?[fields.Count];
    private readonly int[][] counts = new int[fields.Count][];

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer)
    {
        // Counting needs no scores.
    }

    public void SetNextReader(AtomicReaderContext context)
    {
        EndSegment();
        foreach (var (at, field) in fields.Index())
        {
            values[at] = context.AtomicReader.GetSortedSetDocValues(field);
            single[at] = values[at] is { } set ? SegmentValues.Ordinals(context.AtomicReader, field, set) : null;
            counts[at] = values[at] is { } held ? new int[held.ValueCount] : [];
        }
    }

    public void Collect(int doc)
    {
        for (var at = 0; at < counts.Length; at++)
        {
            if (single[at] is { } one)
            {
                if (one[doc] is >= 0 and var ordinal) counts[at][ordinal]++;
            }
            else if (values[at] is { } many)
            {
                many.SetDocument(doc);
                for (var next = many.NextOrd(); next != SortedSetDocValues.NO_MORE_ORDS; next = many.NextOrd()) counts[at][next]++;
            }
        }
    }

    /// <summary>The counts of each field, in the order of the fields: most first, months by their order.</summary>
    public IReadOnlyList<IReadOnlyList<FacetCount>> Read()
    {
        EndSegment();
        return [.. totals.Index().Select(pair => FacetOrder.Of(fields[pair.Index], pair.Item))];
    }

    private void EndSegment()
    {
        for (var at = 0; at < counts.Length; at++)
        {
            if (values[at] is not { } held) continue;
            var bytes = new BytesRef();
            for (var ordinal = 0; ordinal < counts[at].Length; ordinal++)
            {
                if (counts[at][ordinal] == 0) continue;
                held.LookupOrd(ordinal, bytes);
                var value = bytes.Utf8ToString();
                totals[at][value] = totals[at].GetValueOrDefault(value) + counts[at][ordinal];
            }

            values[at] = null;
        }
    }
}
