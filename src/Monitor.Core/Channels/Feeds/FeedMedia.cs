using System.Globalization;
using System.Xml.Linq;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads the attachments of an item: RSS enclosures, Atom enclosure links, Media RSS and podcast contents, then what its text shows; each URL once.</summary>
internal static class FeedMedia
{
    /// <summary>Most attachments of one item.</summary>
    public const int MaxAttachments = 200;

    public static IReadOnlyList<ReadMedia> Read(XElement item, Uri baseUrl, IEnumerable<ReadMedia> embedded)
    {
        var enclosures = item.Elements().Where(element => element.Name.LocalName == "enclosure").Select(element => Read(element, "url", baseUrl));
        var links = item.Elements().Where(element => element.Name.LocalName == "link" && (string?)element.Attribute("rel") == "enclosure").Select(element => Read(element, "href", baseUrl));
        var contents = item.Elements().Concat(item.Elements().Where(element => element.Name.LocalName == "group").Elements())
            .Where(element => element.Name.LocalName == "content").Select(element => Read(element, "url", baseUrl) ?? Player(element, baseUrl));
        var podcast = item.Elements().Where(element => element.Name.LocalName == "alternateEnclosure").SelectMany(element => Alternate(element, baseUrl));
        return [.. enclosures.Concat(links).Concat(contents).Concat(podcast).OfType<ReadMedia>().Concat(embedded).DistinctBy(media => media.Url).Take(MaxAttachments)];
    }

    private static ReadMedia? Read(XElement element, string attribute, Uri baseUrl) =>
        Make((string?)element.Attribute(attribute), (string?)element.Attribute("type"), (string?)element.Attribute("medium"), (string?)element.Attribute("duration"), baseUrl);

    /// <summary>A content without an address of its own, but with the page that plays it.</summary>
    private static ReadMedia? Player(XElement content, Uri baseUrl) =>
        FeedElements.Media(content, "player").Select(player => Make((string?)player.Attribute("url"), null, "video", (string?)content.Attribute("duration"), baseUrl)).FirstOrDefault() is { } page
            ? page with { Gap = MediaGap.PageOnlyVideo } : null;

    /// <summary>Podcasting 2.0: one enclosure in several places, of which those on the web are read.</summary>
    private static IEnumerable<ReadMedia?> Alternate(XElement element, Uri baseUrl) => element.Elements().Where(child => child.Name.LocalName == "source")
        .Select(source => Make((string?)source.Attribute("uri"), (string?)element.Attribute("type"), null, null, baseUrl));

    /// <summary>An attachment, or null where the address is none of the web.</summary>
    public static ReadMedia? Make(string? address, string? type, string? medium, string? duration, Uri baseUrl)
    {
        var raw = address?.Trim();
        if (FeedAddress.Http(raw, baseUrl) is not { } url) return null;
        var mime = FeedElements.NullIfEmpty(type);
        return new ReadMedia(MediaKindOf(mime, medium, url), Uri.IsWellFormedUriString(raw, UriKind.Absolute) ? raw! : url.AbsoluteUri)
        {
            MimeType = mime,
            DurationSeconds = double.TryParse(duration, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
            Gap = IsPlayerPage(url, mime) ? MediaGap.PageOnlyVideo : null,
        };
    }

    private static MediaKind MediaKindOf(string? mime, string? medium, Uri url) => (mime?.Split('/')[0].ToLowerInvariant(), medium) switch
    {
        ("video", _) or (_, "video") => MediaKind.Video,
        ("image", _) or (_, "image") => MediaKind.Photo,
        ("audio", _) or (_, "audio") => MediaKind.Audio,
        _ => MediaKinds.OfName(url.AbsolutePath) ?? (IsPlayerPage(url, mime) ? MediaKind.Video : MediaKind.Document),
    };

    // A player page is not the video's bytes; yet the post shows that there is a video.
    private static bool IsPlayerPage(Uri url, string? mime) => mime == "application/x-shockwave-flash"
        || url.Host.EndsWith("youtube.com", StringComparison.OrdinalIgnoreCase) || url.Host.EndsWith("youtube-nocookie.com", StringComparison.OrdinalIgnoreCase)
        || url.Host.Equals("youtu.be", StringComparison.OrdinalIgnoreCase) || url.Host.Equals("player.vimeo.com", StringComparison.OrdinalIgnoreCase);
}
