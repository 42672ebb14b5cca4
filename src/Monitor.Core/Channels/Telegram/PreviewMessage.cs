using System.Globalization;
using AngleSharp.Dom;
using Monitor.Core.Channels.Html;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Telegram;

/// <summary>Reads one message of a preview page.</summary>
internal static class PreviewMessage
{
    public static ReadPost Read(IElement message, string nativeId, string url, Uri baseUrl)
    {
        var body = TextElement(message);
        var text = body is null ? null : HtmlFragment.Collapse(PreviewText(body));
        var extras = PreviewExtras.Read(message, baseUrl);
        var media = PreviewMedia.Read(message, baseUrl);
        // A post is never empty unless its author left it so: there is something that is not understood.
        if (string.IsNullOrEmpty(text) && extras.Count == 0 && media.Count == 0) media = [new ReadMedia(MediaKind.Document, null) { Gap = MediaGap.NotInPreview }];
        return new ReadPost(nativeId)
        {
            Aliases = Aliases(message, nativeId),
            Url = url,
            PublishedAt = PublishedAt(message),
            Edited = message.QuerySelectorAll(".tgme_widget_message_meta").Any(IsEdited),
            Text = text is null && extras.Count == 0 ? null : string.Join("\n\n", extras.Select(extra => extra.AsText).Prepend(text).Where(part => !string.IsNullOrEmpty(part))),
            Html = body is null && extras.Count == 0 ? null : (body is null ? "" : HtmlCleaner.Clean(Unwrapped(body).InnerHtml, baseUrl)) + string.Concat(extras.Select(extra => extra.AsHtml)),
            Views = Count(message.QuerySelector(".tgme_widget_message_views")?.TextContent),
            ForwardedFrom = Forward(message, baseUrl),
            ReplyTo = Link(message.QuerySelector("a.tgme_widget_message_reply"), baseUrl),
            Media = media,
        };
    }

    public static DateTimeOffset? PublishedAt(IElement message)
    {
        var time = message.QuerySelector(".tgme_widget_message_date time[datetime]") ?? message.QuerySelector("time.time[datetime]") ?? message.QuerySelector("time[datetime]");
        return DateTimeOffset.TryParse(time?.GetAttribute("datetime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;
    }

    /// <summary>Reads 980, 4.2K and 1.3M.</summary>
    public static long? Count(string? text)
    {
        text = text?.Trim().Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal);
        if (string.IsNullOrEmpty(text)) return null;
        var factor = char.ToUpperInvariant(text[^1]) switch { 'K' => 1_000m, 'M' => 1_000_000m, 'B' => 1_000_000_000m, _ => 1m };
        var digits = factor == 1m ? text : text[..^1];
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1_000_000_000m ? (long)(number * factor) : null;
    }

    /// <summary>The mark is a word of the page's own; a signature may contain it.</summary>
    private static bool IsEdited(IElement meta) => string.Concat(meta.ChildNodes.Where(node => node is IText || (node is IElement element && !element.ClassList.Contains("tgme_widget_message_from_author"))).Select(node => node.TextContent))
        .Split([' ', '\u00a0', '\n', '\t', ',', '·'], StringSplitOptions.RemoveEmptyEntries).Contains("edited", StringComparer.OrdinalIgnoreCase);

    private static IElement? TextElement(IElement message) =>
        message.QuerySelectorAll(".tgme_widget_message_text").FirstOrDefault(element => !IsReply(element) && element.ParentElement?.ClassList.Contains("tgme_widget_message_text") != true);

    private static bool IsReply(IElement element) =>
        element.ClassList.Contains("js-message_reply_text") || element.Closest(".tgme_widget_message_reply") is not null;

    /// <summary>Emoji are drawn as styled &lt;i&gt;&lt;b&gt;: they become plain text, so that they are neither bold nor italic.</summary>
    private static IElement Unwrapped(IElement body)
    {
        var copy = (IElement)body.Clone();
        foreach (var emoji in copy.QuerySelectorAll("tg-emoji, i.emoji").ToList())
            emoji.Replace(copy.Owner!.CreateTextNode(emoji.TextContent.Trim()));
        return copy;
    }

    private static string PreviewText(IElement body) => HtmlCleaner.Text(Unwrapped(body));

    private static List<string> Aliases(IElement message, string nativeId) =>
        [.. message.QuerySelectorAll(".tgme_widget_message_grouped_wrap a[href*='?single'], .tgme_widget_message_grouped a[href]")
            .Select(link => link.GetAttribute("href")!.Split('?')[0].TrimEnd('/').Split('/')[^1])
            .Where(id => id.Length is > 0 and <= 20 && id.All(char.IsAsciiDigit) && id != nativeId).Distinct()];

    private static string? Forward(IElement message, Uri baseUrl)
    {
        var from = message.QuerySelector(".tgme_widget_message_forwarded_from");
        if (from is null) return null;
        var name = from.QuerySelector(".tgme_widget_message_forwarded_from_name");
        return Link(name, baseUrl) ?? name?.TextContent.Trim() ?? from.TextContent.Replace("Forwarded from", "", StringComparison.Ordinal).Trim();
    }

    public static string? Link(IElement? element, Uri baseUrl) =>
        element?.GetAttribute("href") is { Length: > 0 and < 2048 } href && Uri.TryCreate(baseUrl, href, out var url) && url.Scheme is "http" or "https" ? new Uri(baseUrl, element!.GetAttribute("href")).ToString() : null;
}
