using System.Globalization;
using System.Text.Json;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads JSON Feed, versions 1 and 1.1 (jsonfeed.org): pure, from text to records.</summary>
public static class JsonFeedParser
{
    /// <summary>True where the text is a JSON object rather than XML.</summary>
    public static bool IsJson(string text) => text.AsSpan().TrimStart("\uFEFF\0 \t\r\n").StartsWith("{");

    /// <summary>Throws <see cref="SourceRefusedException"/> where the text is no JSON feed; an item that cannot be read is a problem, not the end.</summary>
    public static ReadFeed Parse(string text, Uri baseUrl)
    {
        using var document = JsonGate.Read(text);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || JsonFeedFields.Text(root, "version") is not { } version || !root.TryGetProperty("items", out var list) || list.ValueKind != JsonValueKind.Array)
            throw new SourceRefusedException(OutcomeReason.NotAFeed, "This JSON has no version and items, so it is no feed. Give the address of an RSS, Atom or JSON feed.");
        if (list.GetArrayLength() > FeedGate.MaxItems) throw FeedGate.TooManyItems();
        var items = new List<ReadPost>();
        var problems = new List<ReadProblem>();
        foreach (var (number, item) in list.EnumerateArray().Index())
        {
            if (item.ValueKind == JsonValueKind.Object) items.Add(JsonFeedItemParser.Read(item, baseUrl, JsonFeedFields.Text(root, "language"), problems));
            else problems.Add(new ReadProblem((number + 1).ToString(CultureInfo.InvariantCulture), "NotAnObject"));
        }

        var title = JsonFeedFields.Text(root, "title");
        return new ReadFeed(Format(version), title is null ? null : FeedText.Line(title), DistinctItems.Of(items, problems), problems, null)
        {
            OlderPage = FeedAddress.Older(JsonFeedFields.Text(root, "next_url"), baseUrl, baseUrl),
        };
    }

    private static string Format(string version) => version.TrimEnd('/').Split('/')[^1] is { Length: > 0 and < 8 } number && number.All(c => char.IsAsciiDigit(c) || c == '.') ? "jsonfeed-" + number : "jsonfeed";
}
