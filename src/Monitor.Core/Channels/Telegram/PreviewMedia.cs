using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Telegram;

/// <summary>Reads the attachments of a message, in the order of the page.</summary>
internal static partial class PreviewMedia
{
    private const string Wrappers = "a.tgme_widget_message_photo_wrap, a.tgme_widget_message_video_player, .tgme_widget_message_roundvideo_player, "
        + "a.tgme_widget_message_voice_player, .tgme_widget_message_voice_player, a.tgme_widget_message_document_wrap, "
        + ".tgme_widget_message_sticker_wrap, .tgme_widget_message_videosticker_wrap";

    public static IReadOnlyList<ReadMedia> Read(IElement message, Uri baseUrl)
    {
        var found = new List<ReadMedia>();
        foreach (var wrapper in message.QuerySelectorAll(Wrappers))
        {
            if (wrapper.ParentElement?.Closest(Wrappers) is not null || wrapper.Closest(".tgme_widget_message_reply, .tgme_widget_message_link_preview") is not null) continue;
            if (ReadOne(wrapper, baseUrl) is { } media) found.Add(media);
        }

        foreach (var card in message.QuerySelectorAll(".tgme_widget_message_link_preview")) found.AddRange(OfCard(card, baseUrl));
        // A part that is shown as a gap already has its word.
        if (Stub(message) is { } stub && !found.Exists(media => media.Gap is not null)) found.Add(new ReadMedia(MediaKind.Document, null) { Gap = SaysTooBig(stub) ? MediaGap.MediaTooBig : MediaGap.NotInPreview });
        return found;
    }

    private static ReadMedia? ReadOne(IElement wrapper, Uri baseUrl)
    {
        var classes = wrapper.ClassList;
        if (classes.Contains("tgme_widget_message_photo_wrap")) return WithUrl(MediaKind.Photo, StyleUrl(wrapper, baseUrl), wrapper);
        if (classes.Contains("tgme_widget_message_video_player")) return WithUrl(MediaKind.Video, VideoUrl(wrapper, baseUrl), wrapper);
        if (classes.Contains("tgme_widget_message_roundvideo_player")) return WithUrl(MediaKind.RoundVideo, VideoUrl(wrapper, baseUrl), wrapper);
        if (classes.Contains("tgme_widget_message_voice_player")) return WithUrl(MediaKind.Voice, Attribute(wrapper.QuerySelector("audio"), "src", baseUrl), wrapper);
        if (classes.Contains("tgme_widget_message_document_wrap")) return ReadDocument(wrapper);
        if (classes.Contains("tgme_widget_message_sticker_wrap") || classes.Contains("tgme_widget_message_videosticker_wrap"))
            return WithUrl(MediaKind.Sticker, Sticker(wrapper, baseUrl), wrapper);
        return null;
    }

    private static ReadMedia WithUrl(MediaKind kind, string? url, IElement wrapper) => new(kind, url)
    {
        DurationSeconds = Duration(wrapper.QuerySelector("time.message_video_duration, time.tgme_widget_message_video_duration, .tgme_widget_message_roundvideo_duration, time.tgme_widget_message_voice_duration, time")),
        Gap = url is not null ? null : TooBig(wrapper) ? MediaGap.MediaTooBig : MediaGap.NotInPreview,
    };

    /// <summary>The picture or the video of a link's card.</summary>
    private static IEnumerable<ReadMedia> OfCard(IElement card, Uri baseUrl)
    {
        if (card.QuerySelector(".link_preview_video_wrap, .link_preview_video_player, video") is not null)
            yield return new ReadMedia(MediaKind.Video, VideoUrl(card, baseUrl)) { IsEmbedded = true, Gap = VideoUrl(card, baseUrl) is null ? MediaGap.NotInPreview : null };
        else if (card.QuerySelectorAll(".link_preview_image, .link_preview_right_image, [style]").Select(element => StyleUrl(element, baseUrl)).FirstOrDefault(url => url is not null) is { } picture)
            yield return new ReadMedia(MediaKind.Photo, picture) { IsEmbedded = true };
    }

    /// <summary>The word that the preview cannot show something, where it stands for a part of the message: not inside a medium that has it as its own fallback, nor in the container for browsers that can show none of it.</summary>
    private static IElement? Stub(IElement message) => message.QuerySelectorAll(".message_media_not_supported").FirstOrDefault(stub => stub.Closest(Wrappers) is null && stub.Closest(".media_not_supported_cont") is null);

    /// <summary>The preview shows a document's name and size but not its bytes; a recording has the sign of one.</summary>
    private static ReadMedia ReadDocument(IElement wrapper) => new(wrapper.QuerySelector(".tgme_widget_message_document_icon.audio") is null ? MediaKind.Document : MediaKind.Audio, null) { Gap = TooBig(wrapper) ? MediaGap.MediaTooBig : MediaGap.NotInPreview };

    // The first <video> may be a blurred copy for the background; the main one is marked otherwise.
    private static string? VideoUrl(IElement wrapper, Uri baseUrl)
    {
        var videos = wrapper.QuerySelectorAll("video[src]").ToList();
        var main = videos.Find(video => !video.ClassList.Contains("js-message_video_blured") && !video.ClassList.Contains("blured")) ?? videos.FirstOrDefault();
        return Attribute(main, "src", baseUrl) ?? Attribute(wrapper.QuerySelector("video source[src]"), "src", baseUrl);
    }

    private static string? Sticker(IElement wrapper, Uri baseUrl) =>
        Attribute(wrapper.QuerySelector("[data-webp]"), "data-webp", baseUrl) ?? Attribute(wrapper.QuerySelector("video[src]"), "src", baseUrl)
        ?? Attribute(wrapper.QuerySelector("source[srcset]"), "srcset", baseUrl) ?? Attribute(wrapper.QuerySelector("img[src]"), "src", baseUrl)
        ?? wrapper.QuerySelectorAll("[style]").Select(element => StyleUrl(element, baseUrl)).FirstOrDefault(url => url is not null);

    private static bool TooBig(IElement wrapper) => wrapper.ClassList.Contains("not_supported") || SaysTooBig(wrapper);

    private static bool SaysTooBig(IElement element) => element.QuerySelectorAll(".message_media_not_supported_label").Any(label => label.TextContent.Contains("too big", StringComparison.OrdinalIgnoreCase));

    private static string? StyleUrl(IElement element, Uri baseUrl)
    {
        var match = BackgroundPattern().Match(element.GetAttribute("style") ?? "");
        return match.Success ? Absolute(match.Groups[1].Value, baseUrl) : null;
    }

    private static string? Attribute(IElement? element, string name, Uri baseUrl) =>
        element?.GetAttribute(name) is { Length: > 0 } value ? Absolute(value, baseUrl) : null;

    private static string? Absolute(string value, Uri baseUrl) =>
        value.Length < 4096 && Uri.TryCreate(baseUrl, value.Trim(), out var url) && url.Scheme is "http" or "https" ? new Uri(baseUrl, value.Trim()).AbsoluteUri : null;

    /// <summary>Reads 0:18, 1:02:03.</summary>
    private static double? Duration(IElement? time)
    {
        var parts = time?.TextContent.Trim().Split(':') ?? [];
        if (parts.Length is < 2 or > 3) return null;
        double total = 0;
        foreach (var part in parts)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            total = (total * 60) + number;
        }

        return total;
    }

    [GeneratedRegex("background-image\\s*:\\s*url\\(\\s*[\"']?([^\"')]{1,4000})[\"']?\\s*\\)", RegexOptions.IgnoreCase)]
    private static partial Regex BackgroundPattern();
}
