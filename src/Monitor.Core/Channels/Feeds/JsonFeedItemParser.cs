using System.Text.Json;
using Monitor.Core.Channels.Html;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads one item of a JSON feed.</summary>
internal static class JsonFeedItemParser
{
    /// <param name="language">The feed's own, or null.</param>
    /// <param name="problems">Gets what of the item was not understood.</param>
    public static ReadPost Read(JsonElement item, Uri feedUrl, string? language, ICollection<ReadProblem> problems)
    {
        var link = JsonFeedFields.Text(item, "url") ?? JsonFeedFields.Text(item, "external_url");
        var url = link is null ? null : FeedAddress.Absolute(link, feedUrl);
        var baseUrl = FeedAddress.Http(url, feedUrl) ?? feedUrl;
        var source = JsonFeedFields.Text(item, "content_html");
        var (text, html) = source is not null ? HtmlFragment.Read(source, baseUrl) : FeedText.Plain(JsonFeedFields.Text(item, "content_text") ?? JsonFeedFields.Text(item, "summary") ?? "");
        var updated = FeedDate.Read(JsonFeedFields.TextOrNumber(item, "date_modified"), language);
        var said = JsonFeedFields.TextOrNumber(item, "date_published")?.Trim();
        var published = FeedDate.Read(said, language);
        var title = JsonFeedFields.Text(item, "title");
        var post = new ReadPost("")
        {
            Url = url,
            Title = title is null ? null : FeedText.Line(title),
            Text = FeedElements.NullIfEmpty(text),
            Html = FeedElements.NullIfEmpty(html),
            PublishedAt = (published ?? updated)?.At,
            PublishedPrecision = (published ?? updated)?.Precision ?? DatePrecision.Unknown,
            IsDateOfChange = published is null && updated is not null,
            UpdatedAt = updated?.At,
            Media = [.. Attachments(item, feedUrl).Concat(source is null ? [] : EmbeddedMedia.Read(source, baseUrl)).DistinctBy(media => media.Url).Take(FeedMedia.MaxAttachments)],
        };
        post = post with { NativeId = ItemIdentity.Of(JsonFeedFields.TextOrNumber(item, "id"), post) };
        post = post with { FormerIds = ItemIdentity.Former(null, post) };
        if (published is null && !string.IsNullOrEmpty(said)) problems.Add(new ReadProblem(post.NativeId, ReadProblem.DateNotRead, said.Length > 100 ? said[..100] : said));
        return post;
    }

    private static IEnumerable<ReadMedia> Attachments(JsonElement item, Uri feedUrl) => JsonFeedFields.Objects(item, "attachments")
        .Select(one => FeedMedia.Make(JsonFeedFields.Text(one, "url"), JsonFeedFields.Text(one, "mime_type"), null, JsonFeedFields.TextOrNumber(one, "duration_in_seconds"), feedUrl)).OfType<ReadMedia>();
}
