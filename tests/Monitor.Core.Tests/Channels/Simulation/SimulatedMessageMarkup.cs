using System.Globalization;
using System.Net;
using System.Text;

namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>One post in the HTML of t.me, as it stands at an instant.</summary>
/// <param name="Steady">True to leave out what changes by itself: tokens, views, reactions.</param>
internal sealed record SimulatedMessageMarkup(SimulatedChannel Channel, DateTimeOffset At, string Host, bool Steady)
{
    private readonly SimulatedMediaMarkup media = new(Channel.Name, Host, Steady ? null : At);

    private string Home => "https://t.me/" + Channel.Name;

    public string Of(SimulatedPost post) => $"""
        <div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="{Channel.Name}/{post.Id}"{View(post)}>
        <div class="tgme_widget_message_user"><a href="{Home}"><i class="tgme_widget_message_user_photo bgcolor1" data-content="Н"><img src="http://{Host}/file/channel.jpg"></i></a></div>
        <div class="tgme_widget_message_bubble"><i class="tgme_widget_message_bubble_tail"><svg class="bubble_icon" width="9px" height="20px" viewBox="0 0 9 20"><g fill="none"><path class="background" fill="#ffffff" d="M8,1 L9,1 L9,20 L8,20 Z"></path></g></svg></i>
        <div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="{Home}"><span dir="auto">{WebUtility.HtmlEncode(Channel.Title)}</span></a></div>
        {Origin(post)}{media.Of(post)}{Text(post)}{NotSupported(post)}{Reactions(post)}
        <div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short js-message_info">
        {Views(post)}<span class="tgme_widget_message_meta">{(post.IsEditedAt(At) ? "edited &nbsp;" : "")}<a class="tgme_widget_message_date" href="{Home}/{post.Id}"><time datetime="{Time(post.PublishedAt)}" class="time">{post.PublishedAt.UtcDateTime:HH:mm}</time></a></span>
        </div></div></div></div></div>
        """;

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    private string View(SimulatedPost post)
    {
        if (Steady) return "";
        var id = post.Parts.Count > 0 ? $"\"{post.Id}g\"" : $"{post.Id}";
        return $" data-view=\"{Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"c":-1455540658,"p":{{id}},"t":{{At.ToUnixTimeSeconds()}},"h":"{{post.Id:x8}}"}""")).TrimEnd('=')}\"";
    }

    private string Origin(SimulatedPost post)
    {
        if (post.ReplyTo is { } target) return Reply(Channel.Find(target)!);
        if (post.ForwardedFrom is not { } from) return "";
        var name = from.StartsWith("https:", StringComparison.Ordinal)
            ? $"""<a class="tgme_widget_message_forwarded_from_name" href="{from}"><span dir="auto">Другой канал</span></a>"""
            : $"""<span class="tgme_widget_message_forwarded_from_name" dir="auto">{WebUtility.HtmlEncode(from)}</span>""";
        return $"""<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;{name}</div>""";
    }

    /// <summary>Quotes the first line of the post that is answered; where that has no text, the kind of what it carries.</summary>
    private string Reply(SimulatedPost target)
    {
        var text = target.TextAt(At);
        var quote = text.Length > 0
            ? $"""<div class="tgme_widget_message_text js-message_reply_text" dir="auto">{SimulatedMarkup.Text(text.Split('\n')[0])}</div>"""
            : """<div class="tgme_widget_message_metatext js-message_reply_text" dir="auto">Video</div>""";
        return $"""
            <a class="tgme_widget_message_reply user-color-default" href="{Home}/{target.Id}" "><i class="tgme_widget_message_reply_thumb" style="background-image:url('http://{Host}/file/{target.Id}.thumb.jpg')"></i>
            <div class="tgme_widget_message_author accent_color"><span class="tgme_widget_message_author_name" dir="auto">{WebUtility.HtmlEncode(Channel.Title)}</span></div>
            {quote}</a>
            """;
    }

    /// <summary>Some captions of albums come in two elements, one in the other.</summary>
    private string Text(SimulatedPost post)
    {
        if (post.TextAt(At) is not { Length: > 0 } text) return "";
        var one = $"""<div class="tgme_widget_message_text js-message_text" dir="auto">{SimulatedMarkup.Text(text)}</div>""";
        return post.Parts.Count > 0 && post.Id % 2 == 0 ? $"""<div class="tgme_widget_message_text js-message_text" dir="auto">{one}</div>""" : one;
    }

    /// <summary>A block for old browsers, which styles hide: it stands in posts that lack nothing.</summary>
    private string NotSupported(SimulatedPost post) => post.Id % 3 != 0 ? "" : $"""
        <div class="media_not_supported_cont"><div class="message_media_not_supported_wrap"><div class="message_media_not_supported"><div class="message_media_not_supported_label">Please open Telegram to view this post</div>
        <a href="{Home}/{post.Id}" class="message_media_view_in_telegram">VIEW IN TELEGRAM</a></div></div></div>
        """;

    private string Reactions(SimulatedPost post) => Steady || post.Id % 4 != 0 ? "" : $"""
        <div class="tgme_widget_message_reactions js-message_reactions"><span class="tgme_reaction">{SimulatedMarkup.Emoji("🔥")}{SimulatedMarkup.Count(post.ViewsAt(At) / 90)}</span></div>
        """;

    private string Views(SimulatedPost post) => Steady ? "" : $"""<span class="tgme_widget_message_views">{SimulatedMarkup.Count(post.ViewsAt(At))}</span><span class="copyonly"> views</span>""";
}
