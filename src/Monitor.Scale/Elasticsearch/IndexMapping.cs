using System.Text.Json;
using Monitor.Core.Archive.Indexing;

namespace Monitor.Scale.Elasticsearch;

/// <summary>Settings and mapping of an index: words come analysed and are only split at spaces; anything that is not named is refused.</summary>
internal static class IndexMapping
{
    public static byte[] Make(string replicas)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("settings");
            WriteSettings(json, replicas);
            json.WriteEndObject();
            json.WriteStartObject("mappings");
            json.WriteString("dynamic", "strict");
            json.WriteStartObject("_source");
            json.WriteStartArray("includes");
            json.WriteStringValue(IndexField.Source);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("properties");
            WriteFields(json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteSettings(Utf8JsonWriter json, string replicas)
    {
        // One shard: how rare a word is, is counted over all records.
        json.WriteNumber("number_of_shards", 1);
        if (replicas.Contains('-', StringComparison.Ordinal)) json.WriteString("auto_expand_replicas", replicas);
        else json.WriteString("number_of_replicas", replicas);
        json.WriteString("refresh_interval", "1s");
        json.WriteStartObject("similarity");
        json.WriteStartObject("default");
        json.WriteString("type", "BM25");
        json.WriteNumber("k1", 1.2);
        json.WriteNumber("b", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json)
    {
        foreach (var field in new[] { IndexField.Id, IndexField.PublishedAt }) WriteField(json, field, "long");
        WriteField(json, IndexField.Clearance, "integer");
        foreach (var field in IndexField.AllKeywords) WriteField(json, field, "keyword");
        foreach (var field in IndexField.AllWords) WriteField(json, field, "text");
        json.WriteStartObject(IndexField.Source);
        json.WriteString("type", "object");
        json.WriteBoolean("enabled", false);
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, string field, string type)
    {
        json.WriteStartObject(field);
        json.WriteString("type", type);
        if (type == "text")
        {
            json.WriteString("analyzer", "whitespace");
            json.WriteBoolean("norms", false);
            json.WriteNumber("position_increment_gap", IndexField.ValueGap);
        }

        json.WriteEndObject();
    }
}
