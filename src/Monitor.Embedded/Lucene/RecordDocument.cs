using System.Globalization;
using Lucene.Net.Documents;
using Lucene.Net.Util;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;

namespace Monitor.Embedded.Lucene;

/// <summary>An analysed record as a Lucene document.</summary>
internal static class RecordDocument
{
    public const string Revision = "revision";

    private static readonly FieldType Words = new(TextField.TYPE_NOT_STORED) { OmitNorms = true };

    public static Document Make(IndexedRecord indexed)
    {
        var record = indexed.Record;
        var document = new Document
        {
            new StringField(IndexField.Id, Key(record.Id), Field.Store.NO),
            new NumericDocValuesField(IndexField.Id, record.Id),
            new NumericDocValuesField(Revision, record.Revision),
            new Int64Field(IndexField.PublishedAt, record.PublishedAt.UtcTicks, Field.Store.NO),
            new NumericDocValuesField(IndexField.PublishedAt, record.PublishedAt.UtcTicks),
            new Int32Field(IndexField.Clearance, record.Clearance, Field.Store.NO),
            new StoredField(IndexField.Source, indexed.Source),
        };
        foreach (var (field, values) in indexed.Words) document.Add(new Field(field, new TokenListStream(values), Words));
        foreach (var (field, values) in indexed.Keywords)
            foreach (var value in values)
            {
                document.Add(new StringField(field, value, Field.Store.NO));
                document.Add(new SortedSetDocValuesField(field, new BytesRef(value)));
            }

        return document;
    }

    public static ArchiveRecord Read(Document document, Viewer viewer)
    {
        var bytes = document.GetBinaryValue(IndexField.Source);
        return ArchiveRecord.Read(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length), viewer);
    }

    public static string Key(long id) => id.ToString(CultureInfo.InvariantCulture);
}
