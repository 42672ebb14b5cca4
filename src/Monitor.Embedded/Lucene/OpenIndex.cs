using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Monitor.Core.Archive;

namespace Monitor.Embedded.Lucene;

/// <summary>One index folder, open for writing and searching.</summary>
internal sealed class OpenIndex : IDisposable
{
    private readonly FSDirectory directory;
    private readonly IndexWriter writer;
    private readonly SearcherManager searchers;

    private OpenIndex(string folder)
    {
        Folder = folder;
        directory = FSDirectory.Open(folder);
        writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new WhitespaceAnalyzer(LuceneVersion.LUCENE_48)) { OpenMode = OpenMode.CREATE_OR_APPEND, RAMBufferSizeMB = 32 });
        searchers = new SearcherManager(writer, true, new Searchers());
    }

    public string Folder { get; }

    public static OpenIndex Open(string folder)
    {
        System.IO.Directory.CreateDirectory(folder);
        return new OpenIndex(folder);
    }

    /// <summary>Adds or replaces; an older revision than the one held is passed over.</summary>
    public void Put(ArchiveRecord record)
    {
        var key = new Term(RecordDocument.Id, RecordDocument.Key(record.Id));
        searchers.MaybeRefreshBlocking();
        var searcher = searchers.Acquire();
        try
        {
            var held = searcher.Search(new TermQuery(key), 1);
            if (held.TotalHits > 0 && RecordDocument.Read(searcher.Doc(held.ScoreDocs[0].Doc)).Revision > record.Revision) return;
        }
        finally
        {
            searchers.Release(searcher);
        }

        writer.UpdateDocument(key, RecordDocument.Make(record));
    }

    public void Commit()
    {
        writer.Commit();
        searchers.MaybeRefreshBlocking();
    }

    public long Count() => With(searcher => (long)searcher.IndexReader.NumDocs);

    public ArchiveResults Search(ArchiveQuery query, Viewer viewer) => With(searcher =>
    {
        var lucene = LuceneQuery.Make(query, viewer);
        var end = query.Page * query.PageSize;
        var top = searcher.Search(lucene, null, end, SortOf(query));
        var hits = top.ScoreDocs.Skip(end - query.PageSize).Select(hit => RecordDocument.Read(searcher.Doc(hit.Doc))).ToList();
        return new ArchiveResults(top.TotalHits, hits, ChannelCounter.Count(searcher, LuceneQuery.Make(query, viewer, withChannel: false)));
    });

    /// <summary>Closes without a commit: half an index must never look like a whole one.</summary>
    public void Abandon()
    {
        searchers.Dispose();
        writer.Rollback();
        directory.Dispose();
    }

    public void Dispose()
    {
        searchers.Dispose();
        writer.Dispose();
        directory.Dispose();
    }

    private static Sort SortOf(ArchiveQuery query)
    {
        var newest = new SortField(RecordDocument.PublishedAt, SortFieldType.INT64, true);
        var id = new SortField(RecordDocument.Id, SortFieldType.INT64, true);
        return query.Sort == ArchiveSort.Newest ? new Sort(newest, id) : new Sort(SortField.FIELD_SCORE, newest, id);
    }

    private T With<T>(Func<IndexSearcher, T> work)
    {
        var searcher = searchers.Acquire();
        try
        {
            return work(searcher);
        }
        finally
        {
            searchers.Release(searcher);
        }
    }

    private sealed class Searchers : SearcherFactory
    {
        // BM25 with b = 0: the length of a text says nothing about how much it matters.
        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = new BM25Similarity(1.2f, 0f) };
    }
}
