using Monitor.Core.Media;
using Monitor.Core.Review;

namespace Monitor.Core.Archive.Querying;

/// <summary>The names that may stand before a colon.</summary>
public static class QueryField
{
    /// <summary>Fields whose words are searched.</summary>
    public static IReadOnlyList<string> OfWords { get; } = Indexing.IndexField.OfWords;

    /// <summary>Fields that hold one of a set of values.</summary>
    public static IReadOnlyList<string> OfValues { get; } = ["channel", "outlet", "language", "kind", "has", "union", "act", "status"];

    /// <summary>How to search, for this query alone: variants:off finds names only as they are spelled.</summary>
    public const string Variants = "variants";

    public static IReadOnlyList<string> OfDates { get; } = ["before", "after", "on"];

    public static IReadOnlyList<string> All { get; } = [.. OfValues, .. OfWords, .. OfDates, Variants];

    /// <summary>The values that a field may have; empty where any may be.</summary>
    public static IReadOnlyList<string> Values(string field) => field switch
    {
        "outlet" => ["security-service", "state-media", "pro-government", "independent", "union"],
        Variants => ["on", "off"],
        "language" => ["be", "ru", "en"],
        "has" => ["video", "picture", "gap", "screen"],
        "kind" => ["text", .. Enum.GetNames<MediaKind>().Select(name => name.ToLowerInvariant())],
        "act" => Names<ActKind>(),
        "status" => [.. Names<ReviewState>(), .. Names<PostKind>()],
        _ => [],
    };

    /// <summary>As people write them: coerced-confession.</summary>
    private static IReadOnlyList<string> Names<T>() where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(name => string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString())))];

    /// <summary>A value as it is compared: small letters; security-service, SecurityService and security_service are one.</summary>
    public static string Key(string field, string value)
    {
        var key = value.Trim().ToLowerInvariant();
        return field is "outlet" or "kind" or "act" or "status" ? key.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal) : key;
    }

    internal static bool IsKnown(string field, string value) => Values(field) is not { Count: > 0 } allowed || allowed.Any(one => Key(field, one) == Key(field, value));
}
