using System.Text.Json;
using Lucene.Net.Documents;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Language;
using Monitor.Core.Archive.Querying;
using Monitor.Core.People;

namespace Monitor.Embedded.Lucene;

/// <summary>An archive record as a Lucene document: analysed words, keywords, numbers to sort and filter by, and the record itself.</summary>
internal static class RecordDocument
{
    public const string Id = "id", Revision = "revision", Channel = "channel", PublishedAt = "publishedAt", Clearance = "clearance", Source = "source";

    /// <summary>Fields that words are searched in: as they stand in NAME.exact, by their stems in NAME.be, NAME.ru and NAME.en.</summary>
    public static readonly string[] TextFields = ["text", "screen"];

    private static readonly FieldType Words = new(TextField.TYPE_NOT_STORED) { OmitNorms = true };

    public static Document Make(ArchiveRecord record)
    {
        var document = new Document
        {
            new StringField(Id, Key(record.Id), Field.Store.YES),
            new NumericDocValuesField(Revision, record.Revision),
            new NumericDocValuesField(Id, record.Id),
            new StringField(Channel, record.Channel, Field.Store.NO),
            new SortedDocValuesField(Channel, new global::Lucene.Net.Util.BytesRef(record.Channel)),
            new Int64Field(PublishedAt, record.PublishedAt.UtcTicks, Field.Store.NO),
            new NumericDocValuesField(PublishedAt, record.PublishedAt.UtcTicks),
            new Int32Field(Clearance, record.Clearance, Field.Store.NO),
            new StoredField(Source, JsonSerializer.SerializeToUtf8Bytes(record, ArchiveJson.Default.ArchiveRecord)),
        };
        foreach (var (field, value) in Keys(record)) document.Add(new StringField(KeyField(field), QueryField.Key(field, value), Field.Store.NO));
        AddWords(document, "text", [record.Title ?? "", record.Text, record.Number]);
        AddWords(document, "screen", [.. record.Screen.Select(screen => screen.Text)]);
        return document;
    }

    /// <summary>The words of a field as they stand, and their stems in the languages that each value is in by itself.</summary>
    private static void AddWords(Document document, string field, IReadOnlyList<string> values)
    {
        document.Add(new Field(field + ".exact", new TokenListStream(values.Select(Tokens)), Words));
        document.Add(new Field(field + ".name", new TokenListStream(values.Select(NameKeysOf)), Words));
        foreach (var language in WordForms.Languages)
            document.Add(new Field(field + "." + language, new TokenListStream(values.Where(value => WordForms.Of(value).Contains(language)).Select(value => Tokens(value).Select(token => WordForms.Stem(language, token)))), Words));
    }

    /// <summary>Where the values of a query's field lie, as they are compared.</summary>
    public static string KeyField(string field) => field + ".key";

    private static IEnumerable<(string Field, string Value)> Keys(ArchiveRecord record)
    {
        yield return ("channel", record.Channel);
        yield return ("outlet", record.Outlet);
        if (record.Language is { } language) yield return ("language", language);
        foreach (var kind in record.Kinds.DefaultIfEmpty("text")) yield return ("kind", kind);
        if (record.HasVideo) yield return ("has", "video");
        if (record.HasGap) yield return ("has", "gap");
        if (record.Screen.Count > 0) yield return ("has", "screen");
        if (record.Kinds.Contains("Photo")) yield return ("has", "picture");
    }

    public static ArchiveRecord Read(Document document)
    {
        var bytes = document.GetBinaryValue(Source);
        return JsonSerializer.Deserialize(bytes.Bytes.AsSpan(bytes.Offset, bytes.Length), ArchiveJson.Default.ArchiveRecord)!;
    }

    private static IEnumerable<string> NameKeysOf(string text) => WordTokens.Of(text).SelectMany(token => NameKeys.OfCapital(text, token)).Distinct(StringComparer.Ordinal);

    public static string Key(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Tokens(string text) => WordTokens.Of(text).Select(token => token.Text);
}
