using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Monitor.Core.Channels.Html;

namespace Monitor.Core.Channels.Telegram;

/// <summary>Reads what a message says beside its text: the card of a link, a poll, a place, a contact, the names of documents, buttons that lead elsewhere, and who signed or was forwarded. They are words of the post,
/// set apart from its own text.</summary>
internal static partial class PreviewExtras
{
    /// <summary>In the order of the page; empty where the message says nothing more.</summary>
    public static IReadOnlyList<PreviewExtra> Read(IElement message, Uri baseUrl)
    {
        IEnumerable<PreviewExtra?> found =
        [
            .. message.QuerySelectorAll(".tgme_widget_message_document_wrap").Select(element => Lines(element, ".tgme_widget_message_document_title, .tgme_widget_message_document_extra")),
            .. message.QuerySelectorAll(".tgme_widget_message_location_wrap, .tgme_widget_message_venue_wrap").Select(element => Place(element, baseUrl)),
            .. message.QuerySelectorAll(".tgme_widget_message_contact").Select(element => Lines(element, ".tgme_widget_message_contact_name, .tgme_widget_message_contact_phone")),
            .. message.QuerySelectorAll(".tgme_widget_message_poll").Select(Poll),
            .. message.QuerySelectorAll(".tgme_widget_message_link_preview").Select(element => Card(element, baseUrl)),
            .. message.QuerySelectorAll("a.tgme_widget_message_inline_button[href]").Select(element => Linked(HtmlCleaner.Text(element), element, baseUrl)),
            .. message.QuerySelectorAll(".tgme_widget_message_forwarded_from_author, .tgme_widget_message_meta .tgme_widget_message_from_author").Select(element => Of(HtmlCleaner.Text(element))),
        ];
        return [.. found.OfType<PreviewExtra>().Where(extra => extra.Text.Length > 0 || extra.Url is not null)];
    }

    private static PreviewExtra Of(string text, string? url = null) => new(text, url);

    private static PreviewExtra Lines(IElement element, string parts) =>
        Of(string.Join('\n', element.QuerySelectorAll(parts).Select(HtmlCleaner.Text).Where(line => line.Length > 0)));

    private static PreviewExtra Linked(string text, IElement link, Uri baseUrl) => Of(text, PreviewMessage.Link(link, baseUrl));

    private static PreviewExtra Card(IElement card, Uri baseUrl)
    {
        var lines = card.QuerySelectorAll(".link_preview_site_name, .link_preview_title, .link_preview_description").Select(HtmlCleaner.Text).Where(line => line.Length > 0);
        var link = card.LocalName == "a" && card.HasAttribute("href") ? card : card.QuerySelector("a[href]");
        return Of(string.Join('\n', lines), PreviewMessage.Link(link, baseUrl));
    }

    /// <summary>What is written of the place, and its coordinates as its map's address has them: latitude, longitude.</summary>
    private static PreviewExtra Place(IElement element, Uri baseUrl)
    {
        var link = element.LocalName == "a" ? element : element.QuerySelector("a[href]");
        var url = PreviewMessage.Link(link, baseUrl);
        var coordinates = CoordinatesPattern().Match(WebUtility.UrlDecode(url ?? ""));
        string[] lines = [HtmlCleaner.Text(element), coordinates.Success ? $"{coordinates.Groups[1].Value}, {coordinates.Groups[2].Value}" : ""];
        return Of(string.Join('\n', lines.Where(line => line.Length > 0)), url);
    }

    /// <summary>What sort of poll it is, its question and options. Counts stay out: they change by themselves.</summary>
    private static PreviewExtra Poll(IElement poll) => Lines(poll, ".tgme_widget_message_poll_question, .tgme_widget_message_poll_type, .tgme_widget_message_poll_option_text");

    [GeneratedRegex(@"[?&@/](?:q=|ll=|query=|loc:)?(-?\d{1,3}\.\d+),\s*(-?\d{1,3}\.\d+)")]
    private static partial Regex CoordinatesPattern();
}

/// <summary>Words that belong to a message beside its text.</summary>
/// <param name="Url">Where they lead; null where nowhere.</param>
internal sealed record PreviewExtra(string Text, string? Url)
{
    /// <summary>As text, the address on a line of its own.</summary>
    public string AsText => string.Join('\n', new[] { Text, Url ?? "" }.Where(line => line.Length > 0));

    /// <summary>As HTML that <see cref="HtmlCleaner"/> would leave as it is.</summary>
    public string AsHtml => "<blockquote>" + string.Join("<br>", Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WebUtility.HtmlEncode)
        .Concat(Url is null ? [] : [$"<a href=\"{WebUtility.HtmlEncode(Url)}\">{WebUtility.HtmlEncode(Url)}</a>"])) + "</blockquote>";
}
