using System.Globalization;
using System.Xml.Linq;
using CodeHollow.FeedReader;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads one item: from its elements, and from what the library found where they say nothing.</summary>
internal static class FeedItemParser
{
    private static readonly string[] BodyNames = ["encoded", "content", "body", "description", "summary", "tagline"];

    /// <param name="language">The feed's own, or null.</param>
    /// <param name="problems">Gets what of the item was not understood.</param>
    public static ReadPost Read(XElement element, FeedItem? library, Uri documentUrl, string? language, ICollection<ReadProblem> problems)
    {
        var baseUrl = FeedAddress.Base(element, documentUrl);
        var link = FeedLink.Of(element, library, baseUrl);
        var body = Body(element);
        var bodyUrl = FeedAddress.Http(link, baseUrl) ?? baseUrl;
        var (text, html) = body is null ? ("", "") : FeedText.Read(body, bodyUrl);
        var published = Date(element, language, Published) ?? FeedDate.Read(library?.PublishingDateString, language);
        var updated = Date(element, language, Updated);
        var post = new ReadPost("")
        {
            Url = link,
            Title = Title(element),
            Text = FeedElements.NullIfEmpty(text),
            Html = FeedElements.NullIfEmpty(html),
            PublishedAt = (published ?? updated)?.At,
            PublishedPrecision = (published ?? updated)?.Precision ?? DatePrecision.Unknown,
            IsDateOfChange = published is null && updated is not null,
            UpdatedAt = updated?.At,
            Views = Views(element),
            Media = FeedMedia.Read(element, baseUrl, body is null ? [] : EmbeddedMedia.Read(FeedText.Source(body), bodyUrl)),
        };
        post = post with { NativeId = ItemIdentity.Of(OwnId(element, library), post) };
        post = post with { FormerIds = ItemIdentity.Former(library?.Id, post) };
        // A date that leaves no trace would become the time of reading.
        if (published is null && Said(element) is { } said) problems.Add(new ReadProblem(post.NativeId, ReadProblem.DateNotRead, said.Length > 100 ? said[..100] : said));
        return post;
    }

    /// <summary>RSS 1.0 names its items by rdf:about; the library takes the link for the id there.</summary>
    private static string? OwnId(XElement element, FeedItem? library) => FeedElements.Value(element, "id") ?? FeedElements.Value(element, "guid")
        ?? FeedElements.NullIfEmpty(element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "about")?.Value) ?? FeedElements.NullIfEmpty(library?.Id);

    private static string? Title(XElement element) => Line(FeedElements.Child(element, "title")) ?? Line(FeedElements.Media(element, "title").FirstOrDefault());

    private static string? Line(XElement? heading) => heading is null ? null : FeedElements.NullIfEmpty(FeedText.Line(heading));

    private static XElement? Body(XElement element) => BodyNames
        .Select(name => FeedElements.Child(element, name)).FirstOrDefault(body => body is not null) ?? FeedElements.Media(element, "description").FirstOrDefault();

    private static long? Views(XElement element) =>
        element.Elements().Where(child => child.Name.LocalName == "group").Append(element).SelectMany(holder => FeedElements.Media(holder, "community").Append(holder))
            .SelectMany(holder => FeedElements.Media(holder, "statistics")).Select(statistics => (string?)statistics.Attribute("views"))
            .FirstOrDefault(views => views is not null) is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static readonly string[] Published = ["published", "pubDate", "issued", "date", "created"], Updated = ["updated", "modified", "lastmod"];

    /// <summary>The first name that has a readable date; of several elements of one name the last counts.</summary>
    private static ReadDate? Date(XElement element, string? language, string[] names) => names
        .Select(name => element.Elements().Where(child => child.Name.LocalName == name).Select(child => FeedDate.Read(child.Value, language)).LastOrDefault(at => at is not null))
        .FirstOrDefault(at => at is not null);

    /// <summary>What stands where the date of publication should; null where nothing does.</summary>
    private static string? Said(XElement element) => element.Elements().Where(child => Published.Contains(child.Name.LocalName)).Select(child => child.Value.Trim()).FirstOrDefault(text => text.Length > 0);
}
