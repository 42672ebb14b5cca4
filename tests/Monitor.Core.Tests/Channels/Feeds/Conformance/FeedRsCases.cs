using System.Text;
using System.Text.Json;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>The feed-rs corpus: X.serde.json beside X.xml or X.json states its universal feed.</summary>
internal static class FeedRsCases
{
    public static IEnumerable<ConformanceCase> Load(string folder)
    {
        var url = new Uri("http://localhost/");
        foreach (var stated in Directory.EnumerateFiles(folder, "*.serde.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = new[] { ".xml", ".json" }.Select(end => stated.Replace(".serde.json", end, StringComparison.Ordinal)).First(File.Exists);
            var bytes = File.ReadAllBytes(file);
            using var document = JsonDocument.Parse(File.ReadAllText(stated));
            var source = Encoding.Latin1.GetString(bytes);
            yield return new ConformanceCase("feed-rs well-formed", Path.GetRelativePath(folder, file), bytes,
                new ExpectedFeed(document.RootElement.Field("title")?.Text("content"), [.. document.RootElement.List("entries").Select(entry => Item(entry, source))], url))
            { Url = url };
        }
    }

    private static ExpectedItem Item(JsonElement entry, string source)
    {
        var enclosures = entry.List("media").SelectMany(media => media.List("content")).Select(content => content.Text("url")).OfType<string>().ToList();
        var id = entry.Text("id");
        return new ExpectedItem(
            // Where the file has no id, feed-rs makes one up by a hash of its own.
            id is { Length: >= 24 and <= 36 } && !source.Contains(id, StringComparison.Ordinal) ? null : id,
            entry.List("links").Where(link => link.Text("rel") is null or "alternate").Select(link => link.Text("href")).FirstOrDefault(),
            entry.Field("title")?.Text("content"), entry.Instant("published"), entry.Instant("updated"), enclosures.Count == 0 ? null : enclosures);
    }
}
