using System.Text.Json;
using Lucene.Net.Documents;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Language;

namespace Monitor.Embedded.Lucene;

/// <summary>An archive record as a Lucene document: analysed words, keywords, numbers to sort and filter by, and the record itself.</summary>
internal static class RecordDocument
{
    public const string Id = "id", Revision = "revision", Channel = "channel", PublishedAt = "publishedAt", Clearance = "clearance", Source = "source";

    /// <summary>Fields that words are searched in.</summary>
    public static readonly string[] TextFields = ["text.exact", "screen.exact"];

    private static readonly FieldType Words = new(TextField.TYPE_NOT_STORED) { OmitNorms = true };

    public static Document Make(ArchiveRecord record) =>
    [
        new StringField(Id, Key(record.Id), Field.Store.YES),
        new NumericDocValuesField(Revision, record.Revision),
        new NumericDocValuesField(Id, record.Id),
        new StringField(Channel, record.Channel, Field.Store.NO),
        new SortedDocValuesField(Channel, new global::Lucene.Net.Util.BytesRef(record.Channel)),
        new NumericDocValuesField(PublishedAt, record.PublishedAt.UtcTicks),
        new Int32Field(Clearance, record.Clearance, Field.Store.NO),
        new Field("text.exact", new TokenListStream([Tokens(record.Title ?? ""), Tokens(record.Text), Tokens(record.Number)]), Words),
        new Field("screen.exact", new TokenListStream(record.Screen.Select(screen => Tokens(screen.Text))), Words),
        new StoredField(Source, JsonSerializer.SerializeToUtf8Bytes(record, ArchiveJson.Default.ArchiveRecord)),
    ];

    public static ArchiveRecord Read(Document document)
    {
        var bytes = document.GetBinaryValue(Source);
        return JsonSerializer.Deserialize(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length), ArchiveJson.Default.ArchiveRecord)!;
    }

    public static string Key(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Tokens(string text) => WordTokens.Of(text).Select(token => token.Text);
}
