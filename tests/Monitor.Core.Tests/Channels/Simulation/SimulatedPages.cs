using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>The pages of t.me for a simulated channel at an instant. Pure: the same arguments give the same page.</summary>
internal static class SimulatedPages
{
    /// <summary>Most posts of a page; an album counts as one.</summary>
    public const int PageSize = 20;

    /// <summary>A page of the preview: the newest posts that show, oldest first, or those older than the post <paramref name="before"/>.</summary>
    /// <param name="host">Host and port of the addresses of media.</param>
    public static string Render(SimulatedChannel channel, DateTimeOffset at, int? before = null, string host = "127.0.0.1") =>
        Preview(channel, before, new SimulatedMessageMarkup(channel, at, host, Steady: false));

    /// <summary>The widget of the post that owns this id, or "Post not found" where none shows.</summary>
    public static string RenderPost(SimulatedChannel channel, DateTimeOffset at, int id, string host = "127.0.0.1") =>
        Widget(channel, id, new SimulatedMessageMarkup(channel, at, host, Steady: false));

    /// <summary>Changes when a post comes, goes or is edited, and not with tokens, views or reactions.</summary>
    public static string ETag(SimulatedChannel channel, DateTimeOffset at, int? before = null) =>
        Hash(Preview(channel, before, new SimulatedMessageMarkup(channel, at, "", Steady: true)));

    /// <summary>As <see cref="ETag"/>, for the widget of one post.</summary>
    public static string PostETag(SimulatedChannel channel, DateTimeOffset at, int id) =>
        Hash(Widget(channel, id, new SimulatedMessageMarkup(channel, at, "", Steady: true)));

    /// <summary>The channel's page without a preview, to which t.me leads where the preview is disabled.</summary>
    public static string RenderWithoutPreview(SimulatedChannel channel) => $"""
        <!DOCTYPE html>
        <html><head><meta charset="utf-8"><title>Telegram: View @{channel.Name}</title></head><body class="no_transition">
        <div class="tgme_page_wrap"><div class="tgme_body_wrap"><div class="tgme_page">
        <div class="tgme_page_title" dir="auto"><span dir="auto">{WebUtility.HtmlEncode(channel.Title)}</span></div><div class="tgme_page_extra">12 345 subscribers</div>
        <div class="tgme_page_action"><a class="tgme_action_button_new shine" href="tg://resolve?domain={channel.Name}">View in Telegram</a></div>
        </div></div></div></body></html>
        """;

    private static string Preview(SimulatedChannel channel, int? before, SimulatedMessageMarkup message)
    {
        // One more than fits tells whether there is an older page.
        var posts = channel.NewestVisibleAt(message.At, before).Take(PageSize + 1).ToList();
        var older = posts.Count > PageSize ? $"/s/{channel.Name}?before={posts[PageSize - 1].Id}" : null;
        var newer = before is null || posts.Count == 0 ? "" : More($"/s/{channel.Name}?after={posts[0].Id}", "after", posts[0].Id);
        return $"""
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(channel.Title)} – Telegram</title>
            {(older is null ? "" : $"<link rel=\"prev\" href=\"{older}\">")}<link rel="canonical" href="/s/{channel.Name}{(before is null ? "" : $"?before={before}")}">
            </head><body class="widget_frame_base tgme_webpreview emoji_image thin_box_shadow tme_mode no_transitions">
            <div class="tgme_channel_info"><div class="tgme_channel_info_header">
            <div class="tgme_channel_info_header_title_wrap"><div class="tgme_channel_info_header_title"><span dir="auto">{WebUtility.HtmlEncode(channel.Title)}</span></div></div>
            <div class="tgme_channel_info_header_username"><a href="https://t.me/{channel.Name}">@{channel.Name}</a></div></div>
            <div class="tgme_channel_info_description">Прислать новость: <a href="https://t.me/simulated_bot" target="_blank">@simulated_bot</a></div></div>
            <main class="tgme_main" data-url="/{channel.Name}"><div class="tgme_container"><section class="tgme_channel_history js-message_history">
            {(older is null ? "" : More(older, "before", posts[PageSize - 1].Id))}{string.Concat(posts.Take(PageSize).Reverse().Select(message.Of))}{newer}
            </section></div></main></body></html>
            """;
    }

    private static string Widget(SimulatedChannel channel, int id, SimulatedMessageMarkup message)
    {
        var post = channel.Find(id);
        var content = post is not null && post.IsVisibleAt(message.At) ? message.Of(post) : "<div class=\"tgme_widget_message_error\">Post not found</div>";
        return $"""
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"><title>Telegram Widget</title><base target="_blank"></head><body class="widget_frame_base tgme_widget body_widget_post emoji_image nodark">
            {content}
            </body></html>
            """;
    }

    private static string More(string url, string direction, int id) =>
        $"<div class=\"tgme_widget_message_centered js-messages_more_wrap\"><a href=\"{url}\" class=\"tme_messages_more js-messages_more\" data-{direction}=\"{id}\"></a></div>";

    private static string Hash(string page) => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(page)))[..16]}\"";
}
