using System.Security.Cryptography;
using System.Text;

namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>The attachments of posts in the HTML of t.me, with a token in each address that is new in each rendering.</summary>
/// <param name="At">Instant of the rendering; null for one without what changes by itself: tokens, views, reactions.</param>
internal sealed record SimulatedMediaMarkup(string Name, string Host, DateTimeOffset? At)
{
    public string Of(SimulatedPost post)
    {
        if (post.Parts.Count == 0) return post.Media.Count == 0 ? "" : One(post.Media[0], post.Id, $"href=\"https://t.me/{Name}/{post.Id}\"", "");
        var parts = post.Media.Select((media, index) => One(media, post.Id + index, $"data-ratio=\"1.5\" href=\"https://t.me/{Name}/{post.Id + index}?single\"", " grouped_media_wrap"));
        return $"""
            <div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap" data-margin-w="2" data-margin-h="2" style="width:453px;">
            <div class="tgme_widget_message_grouped js-message_grouped" style="padding-top:100%">
            <div class="tgme_widget_message_grouped_layer js-message_grouped_layer" style="width:453px;height:453px">
            {string.Concat(parts)}
            </div></div></div>
            """;
    }

    /// <summary>Length of a video or voice message in seconds.</summary>
    public static int Seconds(int part) => 5 + (part % 170);

    private string One(SimulatedMedia media, int part, string link, string grouped) => media switch
    {
        SimulatedMedia.Photo => $"""<a class="tgme_widget_message_photo_wrap{grouped} blured js-message_photo" style="width:800px;background-image:url('{Url(part, "jpg")}')" {link}><div class="tgme_widget_message_photo" style="padding-top:55.75%"></div></a>""",
        SimulatedMedia.Video => Video(part, link, grouped),
        SimulatedMedia.TooBigVideo => TooBig(part, link, grouped),
        SimulatedMedia.Voice => $"""
            <a class="tgme_widget_message_voice_player js-message_voice_player" {link}><audio class="tgme_widget_message_voice js-message_voice" src="{Url(part, "ogg")}" data-waveform="1,4,9" preload="none"></audio>
            <div class="tgme_widget_message_voice_wrap"><time class="tgme_widget_message_voice_duration js-message_voice_duration">{Length(part)}</time></div></a>
            """,
        SimulatedMedia.RoundVideo => $"""
            <div class="tgme_widget_message_roundvideo_player js-message_roundvideo_player"><div class="tgme_widget_message_roundvideo_wrap">{Thumb("roundvideo", part)}
            <video class="tgme_widget_message_roundvideo js-message_roundvideo" src="{Url(part, "mp4")}" width="100%" height="100%" preload muted autoplay loop playsinline></video>
            <div class="tgme_widget_message_roundvideo_muted"></div></div><time class="tgme_widget_message_roundvideo_duration js-message_roundvideo_duration">{Length(part)}</time></div>
            """,
        _ => $"""
            <a class="tgme_widget_message_document_wrap" {link}><div class="tgme_widget_message_document_icon accent_bg"></div><div class="tgme_widget_message_document">
            <div class="tgme_widget_message_document_title accent_color" dir="auto">report-{part}.pdf</div><div class="tgme_widget_message_document_extra" dir="auto">113.9 KB</div></div></a>
            """,
    };

    /// <summary>Every other video lies on a blurred copy of itself.</summary>
    private string Video(int part, string link, string grouped)
    {
        var copy = part % 2 == 0 ? $"""<video src="{Url(part, "mp4")}" class="tgme_widget_message_video blured js-message_video_blured" width="100%" height="100%" muted></video>""" : "";
        return $"""
            <a class="tgme_widget_message_video_player{grouped} blured js-message_video_player" {link}>{Thumb("video", part)}{copy}
            <div class="tgme_widget_message_video_wrap" style="width:1136px;padding-top:56.25%"><video src="{Url(part, "mp4")}" class="tgme_widget_message_video js-message_video" width="100%" height="100%"></video></div>
            <div class="message_video_play js-message_video_play"></div><time class="message_video_duration js-message_video_duration">{Length(part)}</time>{NotSupported("This media is not supported in your browser")}</a>
            """;
    }

    /// <summary>No video at all, and for every third no thumbnail either.</summary>
    private string TooBig(int part, string link, string grouped) => $"""
        <a class="tgme_widget_message_video_player{grouped} not_supported js-message_video_player" {link}>{(part % 3 == 0 ? "" : Thumb("video", part))}
        <div class="tgme_widget_message_video_wrap" style="width:1280px;padding-top:56.25%"></div>
        <div class="message_video_play js-message_video_play"></div><time class="message_video_duration js-message_video_duration">{Length(part)}</time>{NotSupported("Media is too big")}</a>
        """;

    private static string NotSupported(string why) => $"""
        <div class="message_media_not_supported_wrap"><div class="message_media_not_supported"><div class="message_media_not_supported_label">{why}</div><span class="message_media_view_in_telegram">VIEW IN TELEGRAM</span></div></div>
        """;

    private string Thumb(string kind, int part) => $"""<i class="tgme_widget_message_{kind}_thumb" style="background-image:url('{Url(part, "thumb.jpg")}')"></i>""";

    private string Url(int part, string extension)
    {
        if (At is not { } at) return $"http://{Host}/file/{part}.{extension}";
        var token = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{part} {extension} {at.UtcTicks}")));
        return $"http://{Host}/file/{part}.{extension}?token={token}";
    }

    private static string Length(int part) => $"{Seconds(part) / 60}:{Seconds(part) % 60:00}";
}
