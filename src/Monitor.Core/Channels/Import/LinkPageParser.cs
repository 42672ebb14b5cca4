using System.Globalization;
using AngleSharp.Dom;
using Monitor.Core.Channels.Html;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Import;

/// <summary>Reads what any page says of itself for others (Open Graph, ogp.me; HTML title; dates): a title, a description, a date and its video. Pure.</summary>
public static class LinkPageParser
{
    /// <summary>Throws <see cref="SourceRefusedException"/> where the page is too large or too deep.</summary>
    public static ReadPost Parse(string html, string nativeId, Uri url)
    {
        using var document = BoundedHtml.Parse(html);
        var description = Meta(document, "og:description") ?? Meta(document, "description");
        var published = Meta(document, "article:published_time") ?? Meta(document, "datePublished") ?? Meta(document, "uploadDate") ?? document.QuerySelector("time[datetime]")?.GetAttribute("datetime");
        return new ReadPost(nativeId)
        {
            Url = url.AbsoluteUri,
            Title = Short(Meta(document, "og:title") ?? document.QuerySelector("title")?.TextContent, 1000),
            Text = Short(description, HtmlCleaner.MaxCharacters),
            Html = description is null ? null : System.Net.WebUtility.HtmlEncode(Short(description, HtmlCleaner.MaxCharacters)),
            PublishedAt = DateTimeOffset.TryParse(published, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null,
            Media = Videos(document, url),
        };
    }

    /// <summary>The addresses of its video files; where it only says that it is, or has, a video, a gap.</summary>
    private static List<ReadMedia> Videos(IDocument document, Uri url)
    {
        var files = document.QuerySelectorAll("meta[property='og:video'], meta[property='og:video:url'], meta[property='og:video:secure_url']").Select(meta => meta.GetAttribute("content"))
            .Concat(document.QuerySelectorAll("video[src], video source[src]").Select(video => video.GetAttribute("src")))
            .Select(address => address is { Length: > 0 and < 4000 } && Uri.TryCreate(url, address, out var file) && file.Scheme is "http" or "https" && IsFile(new Uri(url, address)) ? new Uri(url, address).AbsoluteUri : null)
            .OfType<string>().Distinct().Take(20).Select(file => new ReadMedia(MediaKind.Video, file)).ToList();
        var hasVideo = Meta(document, "og:type")?.StartsWith("video", StringComparison.OrdinalIgnoreCase) == true || document.QuerySelector("meta[property='og:video'], meta[property='og:video:url'], video, iframe[src*='youtube'], iframe[src*='rutube'], iframe[src*='vk.com/video']") is not null;
        return files.Count > 0 || !hasVideo ? files : [new ReadMedia(MediaKind.Video, null) { Gap = MediaGap.PageOnlyVideo }];
    }

    private static bool IsFile(Uri url) => Path.GetExtension(url.AbsolutePath).ToLowerInvariant() is ".mp4" or ".m4v" or ".mov" or ".webm" or ".mkv" or ".avi";

    private static string? Meta(IDocument document, string name) =>
        document.QuerySelector($"meta[property='{name}'][content], meta[name='{name}'][content], meta[itemprop='{name}'][content]")?.GetAttribute("content") is { } content && !string.IsNullOrWhiteSpace(content) ? content.Trim() : null;

    private static string? Short(string? text, int most) => text is null ? null : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is var line && line.Length > most ? line[..most] : line;
}
