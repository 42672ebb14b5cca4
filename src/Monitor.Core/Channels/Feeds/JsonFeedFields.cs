using System.Text.Json;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Takes fields out of JSON that may hold anything: what is not of the kind that is asked for is absent.</summary>
internal static class JsonFeedFields
{
    public static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        ? FeedElements.NullIfEmpty(FeedCharacters.Clean(value.GetString()!)) : null;

    /// <summary>A text, or a number as it is written: ids are both.</summary>
    public static string? TextOrNumber(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text(element, name);

    public static IEnumerable<JsonElement> Objects(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];
}
