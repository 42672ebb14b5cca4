using AngleSharp.Dom;

namespace Monitor.Core.Channels.Telegram;

/// <summary>Reads a poll of a message as text: question and options, so that search finds them. Counts stay out.</summary>
internal static class PreviewPoll
{
    public static string? Text(IElement message)
    {
        var poll = message.QuerySelector(".tgme_widget_message_poll");
        if (poll is null) return null;
        var lines = poll.QuerySelectorAll(".tgme_widget_message_poll_question, .tgme_widget_message_poll_option_text")
            .Select(element => element.TextContent.Trim()).Where(line => line.Length > 0);
        return string.Join('\n', lines);
    }
}
