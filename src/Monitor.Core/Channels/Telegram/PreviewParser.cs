using AngleSharp.Dom;
using Monitor.Core.Channels.Html;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Telegram;

/// <summary>Reads a public preview page: pure, from text to records.</summary>
public static class PreviewParser
{
    /// <summary>Throws <see cref="SourceRefusedException"/> where the page is too large, too deep, or no preview of a channel.</summary>
    public static PreviewPage Parse(string html, Uri baseUrl)
    {
        using var document = BoundedHtml.Parse(html);
        var messages = document.QuerySelectorAll(".tgme_widget_message[data-post]");
        var channel = ChannelName(document, messages);
        if (messages.Length == 0 && document.QuerySelector(".tgme_channel_history, .tgme_main[data-url]") is null) throw NoPreview(document);
        var posts = new List<ReadPost>();
        var problems = new List<ReadProblem>();
        foreach (var message in messages) Read(message, channel, baseUrl, posts, problems);
        return new PreviewPage(channel, document.QuerySelector(".tgme_channel_info_header_title")?.TextContent.Trim(), Merge(posts), OlderPage(document, channel, baseUrl), problems);
    }

    private static void Read(IElement message, string? channel, Uri baseUrl, List<ReadPost> posts, List<ReadProblem> problems)
    {
        var id = message.GetAttribute("data-post")!;
        var slash = id.IndexOf('/');
        var nativeId = slash < 0 ? id : id[(slash + 1)..];
        if (nativeId.Length is 0 or > 64) return;
        if (slash >= 0 && channel is not null && !id[..slash].Equals(channel, StringComparison.OrdinalIgnoreCase))
        {
            // A page shows its own channel's messages only; another's would be recorded under this one's name.
            problems.Add(new ReadProblem(nativeId, "OtherChannel"));
            return;
        }

        var url = new Uri(baseUrl, "/" + (slash < 0 ? channel + "/" + id : id)).ToString();
        if (!baseUrl.Host.Equals("t.me", StringComparison.OrdinalIgnoreCase) && message.QuerySelector("a.tgme_widget_message_date")?.GetAttribute("href") is { } own
            && Uri.TryCreate(own, UriKind.Absolute, out var ownUrl) && ownUrl.Scheme is "http" or "https") url = own;
        if (message.OuterHtml.Length > HtmlCleaner.MaxCharacters)
        {
            problems.Add(new ReadProblem(nativeId, "OversizedPost"));
            posts.Add(new ReadPost(nativeId) { Url = url, PublishedAt = PreviewMessage.PublishedAt(message) });
            return;
        }

        try
        {
            posts.Add(PreviewMessage.Read(message, nativeId, url, baseUrl));
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or InvalidOperationException or DomException)
        {
            problems.Add(new ReadProblem(nativeId, "Unreadable"));
            posts.Add(new ReadPost(nativeId) { Url = url });
        }
    }

    /// <summary>The same post twice on a page counts once; a part id that is also a post of its own is no alias.</summary>
    private static List<ReadPost> Merge(List<ReadPost> posts)
    {
        var own = posts.Select(post => post.NativeId).ToHashSet();
        return [.. posts.DistinctBy(post => post.NativeId).Select(post => post with { Aliases = [.. post.Aliases.Where(alias => !own.Contains(alias))] })];
    }

    private static string? ChannelName(IDocument document, IHtmlCollection<IElement> messages)
    {
        var fromMain = document.QuerySelector(".tgme_main[data-url]")?.GetAttribute("data-url")?.Trim('/');
        if (!string.IsNullOrEmpty(fromMain)) return fromMain.StartsWith("s/", StringComparison.Ordinal) ? fromMain[2..] : fromMain;
        return messages.Select(message => message.GetAttribute("data-post")!.Split('/')).FirstOrDefault(parts => parts.Length == 2)?[0]
            ?? document.QuerySelector(".tgme_channel_info_header_username a")?.TextContent.Trim().TrimStart('@');
    }

    private static Uri? OlderPage(IDocument document, string? channel, Uri baseUrl)
    {
        // What the channel's owner writes, in a post or of the channel, never says where to read on: only the page's own link does, and only to the same page.
        var link = document.QuerySelectorAll("a.js-messages_more[data-before], a.tme_messages_more[data-before]").FirstOrDefault(element => element.Closest(".tgme_widget_message, .tgme_channel_info, .tgme_channel_info_description") is null)
            ?? document.QuerySelector("head > link[rel=prev][href]");
        return link?.GetAttribute("href") is { } target && Uri.TryCreate(baseUrl, target, out var url) && url.Authority == baseUrl.Authority && url.Scheme == baseUrl.Scheme && (url.AbsolutePath == baseUrl.AbsolutePath || url.AbsolutePath.Equals("/s/" + channel, StringComparison.OrdinalIgnoreCase)) ? url : null;
    }

    private static SourceRefusedException NoPreview(IDocument document) =>
        document.QuerySelector(".tgme_page, .tgme_page_title, .tgme_page_action") is not null
            ? new SourceRefusedException(OutcomeReason.PreviewUnavailable, "The channel shows no public preview: it is restricted, private or gone. It is read again later.")
            : new SourceRefusedException(OutcomeReason.NotAChannelPage, "This is no preview page of a Telegram channel. Give an address such as https://t.me/s/NAME.");
}
