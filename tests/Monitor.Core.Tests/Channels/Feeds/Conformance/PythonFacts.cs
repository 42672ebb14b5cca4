using System.Globalization;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>Compares one statement, such as entries[0]['title'] == 'x', with a reading. A statement about what we do not read is silent.</summary>
internal sealed class PythonFacts(CaseReading reading, Uri url, string expression)
{
    public CaseVerdict Equal(PythonNode place, PythonNode value)
    {
        if (place is PythonCall { Target: PythonName { Name: "len" }, Arguments: [PythonName { Name: "entries" }] })
            return value is PythonLiteral { Value: double count } ? CaseVerdict.Of(CaseComparison.Count((int)count, reading.Items.Count)) : CaseVerdict.Silent;
        return Path(place) switch
        {
            ["feed", "title"] or ["feed", "title_detail", "value"] when Text(value) is { } title => CaseVerdict.Of(CaseComparison.Title("feed", title, reading.Title)),
            ["entries", double number, .. var rest] when IsOurs(rest, value) => number < reading.Items.Count
                ? CaseVerdict.Of(Item($"item {number}", reading.Items[(int)number], rest, value)) : CaseVerdict.Of($"item {number} is missing"),
            _ => CaseVerdict.Silent,
        };
    }

    public CaseVerdict Absent(PythonNode place) => Path(place) switch
    {
        ["entries", double number, "link"] => CaseVerdict.Of(number >= reading.Items.Count ? $"item {number} is missing" : reading.Items[(int)number].Link is { } link ? $"a link that should not be: {link}" : null),
        _ => CaseVerdict.Silent,
    };

    /// <summary>An item has one link in the archive: the first of several counts, unless the expression says that it is another sort of link.</summary>
    private bool IsOurs(object?[] rest, PythonNode value) => rest switch
    {
        ["title"] or ["title_detail", "value"] or ["link"] or ["id"] or ["guid"] => Text(value) is not null,
        ["links", 0d, "href"] => Text(value) is not null && (!expression.Contains("['rel'] ==", StringComparison.Ordinal) || expression.Contains("'alternate'", StringComparison.Ordinal)),
        ["links", double, ..] => Field(value, "rel") == "alternate" && Field(value, "href") is not null,
        ["enclosures", double, "href" or "url"] => Text(value) is not null,
        ["enclosures", double] => Field(value, "href") is not null,
        ["published" or "created" or "issued" or "updated" or "modified" or "date" or "published_parsed" or "created_parsed" or "issued_parsed" or "updated_parsed" or "modified_parsed" or "date_parsed"] => Instant(value) is not null,
        _ => false,
    };

    private string? Item(string where, CaseItem item, object?[] rest, PythonNode value) => rest switch
    {
        ["title", ..] or ["title_detail", ..] => CaseComparison.Title(where, Text(value), item.Title),
        ["id"] or ["guid"] => CaseComparison.Id(where, Text(value)!, item.Id),
        ["link"] or ["links", ..] => CaseComparison.Link(where, Text(value) ?? Field(value, "href")!, item.Link, url),
        ["enclosures", double number, ..] => number < item.Enclosures.Count
            ? CaseComparison.Enclosures(where, [Text(value) ?? Field(value, "href")!], [item.Enclosures[(int)number]], url) : $"{where} enclosure {number} is missing",
        [string name] when name.StartsWith("updated", StringComparison.Ordinal) || name.StartsWith("modified", StringComparison.Ordinal) => CaseComparison.Instant(where + " updated", Instant(value)!.Value, item.Updated ?? item.Published),
        _ => CaseComparison.Instant(where + " published", Instant(value)!.Value, item.Published),
    };

    private static object?[] Path(PythonNode node) => node switch
    {
        PythonName name => [name.Name],
        PythonIndex { Key: PythonLiteral key } index => [.. Path(index.Target), key.Value],
        _ => [],
    };

    private static string? Text(PythonNode value) => value is PythonLiteral { Value: string text } ? text : null;

    private static string? Field(PythonNode value, string name) => value is PythonDictionary dictionary
        ? dictionary.Items.Where(pair => Text(pair.Key) == name).Select(pair => Text(pair.Value)).FirstOrDefault() : null;

    private static DateTimeOffset? Instant(PythonNode value)
    {
        if (value is PythonList { Items: { Count: >= 6 } parts } && parts.All(part => part is PythonLiteral { Value: double }))
        {
            var numbers = parts.Select(part => (int)(double)((PythonLiteral)part).Value!).ToArray();
            return new DateTimeOffset(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], TimeSpan.Zero);
        }

        return DateTimeOffset.TryParse(Text(value), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;
    }
}
