using System.Globalization;
using System.Xml.Linq;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads the attachments of an item: RSS enclosures, Atom enclosure links, Media RSS contents, each URL once.</summary>
internal static class FeedMedia
{
    public static IReadOnlyList<ReadMedia> Read(XElement item, Uri baseUrl)
    {
        var enclosures = item.Elements().Where(element => element.Name.LocalName == "enclosure").Select(element => One(element, "url", baseUrl));
        var links = item.Elements().Where(element => element.Name.LocalName == "link" && (string?)element.Attribute("rel") == "enclosure").Select(element => One(element, "href", baseUrl));
        var contents = item.Elements().Concat(item.Elements().Where(element => element.Name.LocalName == "group").Elements())
            .Where(element => element.Name.LocalName == "content" && element.Attribute("url") is not null).Select(element => One(element, "url", baseUrl));
        return [.. enclosures.Concat(links).Concat(contents).OfType<ReadMedia>().DistinctBy(media => media.Url)];
    }

    private static ReadMedia? One(XElement element, string attribute, Uri baseUrl)
    {
        var raw = ((string?)element.Attribute(attribute))?.Trim();
        if (string.IsNullOrEmpty(raw) || raw.Length > 4000 || !Uri.TryCreate(baseUrl, raw, out var url) || url.Scheme is not ("http" or "https")) return null;
        var mime = ((string?)element.Attribute("type"))?.Trim();
        var kind = Kind(mime, (string?)element.Attribute("medium"), url);
        return new ReadMedia(kind, Uri.IsWellFormedUriString(raw, UriKind.Absolute) ? raw : url.AbsoluteUri)
        {
            MimeType = string.IsNullOrEmpty(mime) ? null : mime,
            DurationSeconds = double.TryParse((string?)element.Attribute("duration"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
            Gap = IsPlayerPage(url, mime) ? MediaGap.PageOnlyVideo : null,
        };
    }

    private static MediaKind Kind(string? mime, string? medium, Uri url) => (mime?.Split('/')[0].ToLowerInvariant(), medium) switch
    {
        ("video", _) or (_, "video") => MediaKind.Video,
        ("image", _) or (_, "image") => MediaKind.Photo,
        ("audio", _) or (_, "audio") => MediaKind.Audio,
        _ => Path.GetExtension(url.AbsolutePath).ToLowerInvariant() switch
        {
            ".mp4" or ".m4v" or ".mov" or ".webm" or ".mkv" or ".avi" or ".mpg" or ".mpeg" or ".flv" or ".ts" or ".3gp" => MediaKind.Video,
            ".jpg" or ".jpeg" or ".png" or ".gif" or ".webp" => MediaKind.Photo,
            ".mp3" or ".ogg" or ".oga" or ".m4a" or ".wav" or ".opus" or ".aac" => MediaKind.Audio,
            _ => mime == "application/x-shockwave-flash" ? MediaKind.Video : MediaKind.Document,
        },
    };

    // A player page is not the video's bytes; yet the post shows that there is a video.
    private static bool IsPlayerPage(Uri url, string? mime) => mime == "application/x-shockwave-flash"
        || url.Host.EndsWith("youtube.com", StringComparison.OrdinalIgnoreCase) || url.Host.Equals("youtu.be", StringComparison.OrdinalIgnoreCase);
}
