using Lucene.Net.Index;
using Lucene.Net.Search;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Archive.Querying;

namespace Monitor.Embedded.Lucene;

/// <summary>One search over one state of the index: sorted, counted, and cut into a page.</summary>
internal sealed class RecordSearch(IndexSearcher searcher, ArchiveQuery query, Viewer viewer)
{
    /// <summary>Which records a clearance may see; kept per segment, for they change with it alone.</summary>
    private static readonly Filter[] Clearances = [.. Enumerable.Range(0, Viewer.MaxClearance).Select(level => new CachingWrapperFilter(NumericRangeFilter.NewInt32Range(IndexField.Clearance, 0, level, true, true)))];

    private readonly bool byScore = query.Sort == ArchiveSort.Relevance;
    private readonly bool backwards = query.Sort == ArchiveSort.Newest && query.Cursor is { Backwards: true };

    public ArchiveResults Run()
    {
        if (viewer.Clearance < 0) return ArchiveResults.None;
        var lucene = new LuceneQuery(searcher.IndexReader).Of(ClauseBuilder.Build(query, viewer));
        var top = TopFieldCollector.Create(SortOf(), (int)query.Skip + query.PageSize + 1, After(), fillFields: true, trackDocScores: false, trackMaxScore: false, docsScoredInOrder: false);
        var fields = query.Facets.Select(facet => IndexField.Keyword(IndexField.Of(facet), Math.Min(viewer.Clearance, Viewer.MaxClearance))).ToList();
        var facets = new FacetCounter(fields);
        searcher.Search(lucene, viewer.Clearance < Viewer.MaxClearance ? Clearances[viewer.Clearance] : null, fields.Count == 0 ? top : MultiCollector.Wrap(top, facets));
        var found = top.GetTopDocs();
        var hits = found.ScoreDocs.Skip((int)query.Skip).Select(hit => RecordDocument.Read(searcher.Doc(hit.Doc), viewer)).ToList();
        return ArchiveResults.Page(query, found.TotalHits, hits, query.Facets.Zip(facets.Read()).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private Sort SortOf()
    {
        SortField published = ByNumber.Field(IndexField.PublishedAt, !backwards), id = ByNumber.Field(IndexField.Id, !backwards);
        return byScore ? new Sort(SortField.FIELD_SCORE, published, id) : new Sort(published, id);
    }

    private FieldDoc? After()
    {
        if (byScore || query.Cursor is not { } cursor) return null;
        // No document number is larger: what has the very same keys is the hit that the page begins after.
        return new FieldDoc(int.MaxValue, float.NaN, [J2N.Numerics.Int64.GetInstance(cursor.PublishedTicks), J2N.Numerics.Int64.GetInstance(cursor.Id)]);
    }
}
