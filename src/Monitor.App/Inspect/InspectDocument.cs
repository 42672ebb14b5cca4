using System.Text.Json;
using System.Text.Json.Serialization;

namespace Monitor.App.Inspect;

/// <summary>What `monitor inspect` prints: one JSON document.</summary>
public sealed record InspectDocument(string Schema, InspectInput? Input, string Outcome, string? Reason, string? Detail, object? Result)
{
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new UtcInstantConverter() },
    };
}

/// <summary>The bytes that were looked at.</summary>
public sealed record InspectInput(string Sha256, long Bytes);

/// <summary>Instants as ISO 8601 in UTC, with a Z.</summary>
internal sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", System.Globalization.CultureInfo.InvariantCulture) + "Z");
}
