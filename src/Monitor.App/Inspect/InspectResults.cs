using Monitor.Core.Archive.Language;
using Monitor.Core.Channels.Feeds;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Posts;

namespace Monitor.App.Inspect;

/// <summary>The shapes of results, as README documents them.</summary>
public static class InspectResults
{
    public static object Of(ReadFeed feed) => new
    {
        feed.Format,
        feed.Title,
        Items = feed.Items.Select(item => new
        {
            item.NativeId,
            item.Url,
            item.Title,
            item.Text,
            item.PublishedAt,
            PublishedPrecision = item.PublishedAt is null ? DatePrecision.Unknown : item.PublishedPrecision,
            item.UpdatedAt,
            Media = item.Media.Select(media => new { media.Url, media.Kind, media.MimeType, media.Gap }),
        }),
        OlderPage = feed.OlderPage?.AbsoluteUri,
        Problems = feed.Problems.Select(Problem),
    };

    public static object Of(PreviewPage page) => new
    {
        page.Channel,
        Posts = page.Posts.Select(post => new
        {
            post.NativeId,
            post.Aliases,
            post.Url,
            post.PublishedAt,
            post.Edited,
            post.Text,
            post.Html,
            post.Views,
            post.ForwardedFrom,
            post.ReplyTo,
            Media = post.Media.Select(media => new { media.Kind, media.Url, media.DurationSeconds, media.Gap }),
        }),
        OlderPage = page.OlderPage?.AbsoluteUri,
        Problems = page.Problems.Select(Problem),
    };

    public static object OfText(string text)
    {
        var words = WordTokens.Of(text).Select(token => token.Text).ToList();
        var languages = WordForms.Of(text);
        List<string>? Stems(string language) => languages.Contains(language) ? [.. words.Select(word => WordForms.Stem(language, word))] : null;
        return new { Language = LanguageDetector.Detect(text), Tokens = new { Exact = words, Be = Stems("be"), Ru = Stems("ru"), En = Stems("en") } };
    }

    private static object Problem(ReadProblem problem) => new { problem.Item, problem.Reason, problem.Text };
}
