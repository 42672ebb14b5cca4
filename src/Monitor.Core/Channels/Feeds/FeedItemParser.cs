using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CodeHollow.FeedReader;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads one item: what the library found first, and what it leaves out from the item's elements.</summary>
internal static class FeedItemParser
{
    public static ReadPost Read(XElement element, FeedItem? library, Uri documentUrl)
    {
        var baseUrl = BaseUrl(element, documentUrl);
        var link = Link(element, library, baseUrl);
        var (text, html) = Body(element, link is not null && Uri.TryCreate(link, UriKind.Absolute, out var own) ? own : baseUrl);
        var title = Child(element, "title") is { } heading ? FeedText.Line(heading) : null;
        var published = Date(element, "published", "pubDate", "issued", "date", "created") ?? FeedDate.Parse(library?.PublishingDateString);
        var updated = Date(element, "updated", "modified", "lastmod");
        var post = new ReadPost("")
        {
            Url = link,
            Title = string.IsNullOrEmpty(title) ? null : title,
            Text = string.IsNullOrEmpty(text) ? null : text,
            Html = string.IsNullOrEmpty(html) ? null : html,
            PublishedAt = published ?? updated,
            UpdatedAt = updated,
            Media = FeedMedia.Read(element, baseUrl),
        };
        return post with { NativeId = NativeId(element, library, post) };
    }

    private static string NativeId(XElement element, FeedItem? library, ReadPost post)
    {
        var id = Value(element, "id") ?? Value(element, "guid") ?? NullIfEmpty(library?.Id)
            ?? element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "about")?.Value.Trim() ?? post.Url;
        id ??= "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{post.Title}\n{post.Text}\n{post.PublishedAt:O}")));
        return id.Length <= 512 ? id : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }

    private static string? Link(XElement element, FeedItem? library, Uri baseUrl)
    {
        var links = element.Elements().Where(child => child.Name.LocalName == "link").ToList();
        var href = links.Where(link => (string?)link.Attribute("rel") is null or "alternate" or "").Select(link => (string?)link.Attribute("href")).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))
            ?? links.Where(link => link.Attribute("href") is null).Select(link => NullIfEmpty(link.Value)).FirstOrDefault(value => value is not null)
            ?? NullIfEmpty(library?.Link) ?? PermaLink(element)
            ?? links.Where(link => (string?)link.Attribute("rel") is not ("enclosure" or "self" or "edit" or "replies")).Select(link => (string?)link.Attribute("href")).FirstOrDefault(value => value is not null);
        return href is null ? null : Absolute(href, baseUrl);
    }

    private static string? PermaLink(XElement element) => element.Elements().FirstOrDefault(child => child.Name.LocalName == "guid") is { } guid
        && (string?)guid.Attribute("isPermaLink") != "false" && guid.Value.Trim().StartsWith("http", StringComparison.OrdinalIgnoreCase) ? guid.Value.Trim() : null;

    private static (string Text, string Html) Body(XElement element, Uri baseUrl)
    {
        var body = Child(element, "encoded") ?? Child(element, "content") ?? Child(element, "body") ?? Child(element, "description") ?? Child(element, "summary")
            ?? Child(element, "tagline") ?? element.Elements().FirstOrDefault(child => child.Name.LocalName == "group")?.Elements().FirstOrDefault(child => child.Name.LocalName == "description");
        return body is null ? ("", "") : FeedText.Read(body, baseUrl);
    }

    /// <summary>A child in no namespace of an extension: Media RSS has titles and contents of its own.</summary>
    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name && !IsExtension(child, name));

    private static bool IsExtension(XElement child, string name) =>
        child.Name.NamespaceName.Contains("search.yahoo.com/mrss", StringComparison.Ordinal) || child.Name.NamespaceName.Contains("itunes", StringComparison.OrdinalIgnoreCase)
        || (name == "content" && child.Attribute("url") is not null);

    private static DateTimeOffset? Date(XElement element, params string[] names) => names
        .Select(name => element.Elements().FirstOrDefault(child => child.Name.LocalName == name)).Where(child => child is not null)
        .Select(child => FeedDate.Parse(child!.Value)).FirstOrDefault(at => at is not null);

    private static string? Value(XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name && child.Name.NamespaceName is var space && !space.Contains("mrss", StringComparison.Ordinal)) is { } found ? NullIfEmpty(found.Value) : null;

    private static Uri BaseUrl(XElement element, Uri documentUrl)
    {
        var url = documentUrl;
        foreach (var holder in element.AncestorsAndSelf().Reverse())
            if ((string?)holder.Attribute(XNamespace.Xml + "base") is { } own && Uri.TryCreate(url, own.Trim(), out var next) && next.Scheme is "http" or "https" && own is not null) url = new Uri(url, own.Trim());
        return url;
    }

    private static string Absolute(string href, Uri baseUrl) =>
        Uri.TryCreate(href.Trim(), UriKind.Absolute, out var whole) && whole.Scheme != "file" ? href.Trim()
        : Uri.TryCreate(baseUrl, href.Trim(), out var url) && url.Scheme is "http" or "https" ? url!.AbsoluteUri : href.Trim();

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
