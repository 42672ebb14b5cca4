using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;

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
        writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, new WhitespaceAnalyzer(LuceneVersion.LUCENE_48)) { OpenMode = OpenMode.CREATE_OR_APPEND, RAMBufferSizeMB = 64, Codec = new ArchiveCodec() });
        searchers = new SearcherManager(writer, true, new Searchers());
    }

    public string Folder { get; }

    public static OpenIndex Open(string folder)
    {
        System.IO.Directory.CreateDirectory(folder);
        return new OpenIndex(folder);
    }

    /// <summary>Adds or replaces; an older revision than the one held is passed over. Returns what Lucene refused.</summary>
    public IReadOnlyList<WriteRefusal> Put(IReadOnlyList<ArchiveRecord> records)
    {
        searchers.MaybeRefreshBlocking();
        var held = With(searcher => records.Select(record => RevisionOf(searcher, record.Id)).ToList());
        return [.. records.Zip(held).Where(pair => pair.First.Revision >= pair.Second).Select(pair => Add(pair.First)).OfType<WriteRefusal>()];
    }

    /// <summary>Adds or replaces without a look at what is held: for an index that is built anew. Many threads may add at once. Null where it is written.</summary>
    public WriteRefusal? Add(ArchiveRecord record)
    {
        try
        {
            writer.UpdateDocument(new Term(IndexField.Id, RecordDocument.Key(record.Id)), RecordDocument.Make(new IndexedRecord(record)));
            return null;
        }
        catch (ArgumentException)
        {
            // A value beyond Lucene's 32,766 bytes, or a clearance that there is not. The message would tell the value.
            return new WriteRefusal(record.Id, "A value of the record does not fit into the index.");
        }
    }

    public void Commit()
    {
        writer.Commit();
        searchers.MaybeRefreshBlocking();
    }

    public long Count() => With(searcher => (long)searcher.IndexReader.NumDocs);

    public ArchiveResults Search(ArchiveQuery query, Viewer viewer) => With(searcher => new RecordSearch(searcher, query, viewer).Run());

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

    /// <summary>The revision that is held of a record; -1 where none is.</summary>
    private static long RevisionOf(IndexSearcher searcher, long id)
    {
        var key = new Term(IndexField.Id, RecordDocument.Key(id));
        foreach (var leaf in searcher.IndexReader.Leaves)
            if (leaf.AtomicReader.GetTermDocsEnum(key) is { } docs)
                for (var doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc())
                    if (leaf.AtomicReader.LiveDocs?.Get(doc) ?? true) return leaf.AtomicReader.GetNumericDocValues(RecordDocument.Revision).Get(doc);
        return -1;
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
        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = new RarityOfField() };
    }
}
