using System.Globalization;
using System.Xml.Linq;
using CodeHollow.FeedReader;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads one item: from its elements, and from what the library found where they say nothing.</summary>
internal static class FeedItemParser
{
    private static readonly string[] BodyNames = ["encoded", "content", "body", "description", "summary", "tagline"];

    public static ReadPost Read(XElement element, FeedItem? library, Uri documentUrl)
    {
        var baseUrl = FeedAddress.Base(element, documentUrl);
        var link = FeedLink.Of(element, library, baseUrl);
        var body = Body(element);
        var bodyUrl = FeedAddress.Http(link, baseUrl) ?? baseUrl;
        var (text, html) = body is null ? ("", "") : FeedText.Read(body, bodyUrl);
        var published = Date(element, "published", "pubDate", "issued", "date", "created") ?? FeedDate.Parse(library?.PublishingDateString);
        var updated = Date(element, "updated", "modified", "lastmod");
        var post = new ReadPost("")
        {
            Url = link,
            Title = Title(element),
            Text = FeedElements.NullIfEmpty(text),
            Html = FeedElements.NullIfEmpty(html),
            PublishedAt = published ?? updated,
            UpdatedAt = updated,
            Views = Views(element),
            Media = FeedMedia.Read(element, baseUrl, body is null ? [] : EmbeddedMedia.Read(FeedText.Source(body), bodyUrl)),
        };
        return post with { NativeId = ItemIdentity.Of(OwnId(element, library), post) };
    }

    private static string? OwnId(XElement element, FeedItem? library) => FeedElements.Value(element, "id") ?? FeedElements.Value(element, "guid") ?? FeedElements.NullIfEmpty(library?.Id)
        ?? FeedElements.NullIfEmpty(element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "about")?.Value);

    private static string? Title(XElement element) => Line(FeedElements.Child(element, "title")) ?? Line(FeedElements.Media(element, "title").FirstOrDefault());

    private static string? Line(XElement? heading) => heading is null ? null : FeedElements.NullIfEmpty(FeedText.Line(heading));

    private static XElement? Body(XElement element) => BodyNames
        .Select(name => FeedElements.Child(element, name)).FirstOrDefault(body => body is not null) ?? FeedElements.Media(element, "description").FirstOrDefault();

    private static long? Views(XElement element) =>
        element.Elements().Where(child => child.Name.LocalName == "group").Append(element).SelectMany(holder => FeedElements.Media(holder, "community").Append(holder))
            .SelectMany(holder => FeedElements.Media(holder, "statistics")).Select(statistics => (string?)statistics.Attribute("views"))
            .FirstOrDefault(views => views is not null) is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>The first name that has a readable date; of several elements of one name the last counts.</summary>
    private static DateTimeOffset? Date(XElement element, params string[] names) => names
        .Select(name => element.Elements().Where(child => child.Name.LocalName == name).Select(child => FeedDate.Parse(child.Value)).LastOrDefault(at => at is not null))
        .FirstOrDefault(at => at is not null);
}
