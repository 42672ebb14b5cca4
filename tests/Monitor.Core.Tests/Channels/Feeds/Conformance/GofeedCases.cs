using System.Text.Json;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>The gofeed corpus, whose files are in part no well-formed XML: X.json beside X.xml states an RSS, an Atom or a universal feed; X_expected.json beside X.json states a JSON feed.</summary>
internal static class GofeedCases
{
    public static IEnumerable<ConformanceCase> Load(string folder, string corpus, bool wellFormed)
    {
        var url = new Uri("http://localhost/");
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var stated = file.EndsWith(".xml", StringComparison.Ordinal) ? Path.ChangeExtension(file, ".json") : file.Replace(".json", "_expected.json", StringComparison.Ordinal);
            if (!File.Exists(stated) || stated == file) continue;
            var bytes = File.ReadAllBytes(file);
            if (CaseShape.IsWellFormed(bytes) != wellFormed) continue;
            using var document = JsonDocument.Parse(File.ReadAllText(stated));
            yield return new ConformanceCase(corpus, Path.GetRelativePath(folder, file), bytes, Read(document.RootElement, url)) { Url = url };
        }
    }

    private static ExpectedFeed Read(JsonElement feed, Uri url) => new(feed.Text("title"), [.. feed.List("items").Concat(feed.List("entries")).Select(Item)], url);

    private static ExpectedItem Item(JsonElement item)
    {
        var links = item.List("links").Where(link => link.ValueKind == JsonValueKind.Object).ToList();
        var enclosures = item.List("enclosures").Concat(item.List("attachments")).Select(one => one.Text("url")).Concat(links.Where(link => link.Text("rel") == "enclosure").Select(link => link.Text("href"))).OfType<string>().ToList();
        return new ExpectedItem(
            item.Text("id") ?? item.Text("guid") ?? item.Field("guid")?.Text("value"),
            item.Text("link") ?? item.Text("url") ?? links.Where(link => link.Text("rel") is null or "alternate").Select(link => link.Text("href")).FirstOrDefault(),
            item.Text("title"),
            item.Instant("publishedParsed") ?? item.Instant("pubDateParsed") ?? item.Instant("date_published"),
            item.Instant("updatedParsed") ?? item.Instant("date_modified"),
            enclosures.Count == 0 ? null : enclosures);
    }
}
