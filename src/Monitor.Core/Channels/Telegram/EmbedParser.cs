using Monitor.Core.Channels.Html;

namespace Monitor.Core.Channels.Telegram;

/// <summary>Reads the page of a single post as other sites embed it (t.me/NAME/ID?embed=1): whether it shows the post, or says that there is none. Pure.</summary>
public static class EmbedParser
{
    public static Sighting Judge(string html)
    {
        try
        {
            using var document = BoundedHtml.Parse(html);
            if (document.QuerySelector(".tgme_widget_message[data-post]") is not null) return Sighting.Seen;
            return document.QuerySelector(".tgme_widget_message_error") is { } error && error.TextContent.Contains("not found", StringComparison.OrdinalIgnoreCase) ? Sighting.Gone : Sighting.Unknown;
        }
        catch (SourceRefusedException)
        {
            return Sighting.Unknown;
        }
    }
}
