using Monitor.Core.Fetching;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads an RSS, Atom or JSON feed.</summary>
public sealed class FeedChannelReader(ReaderDoor door) : IChannelReader
{
    public ChannelKind Kind => ChannelKind.Feed;

    public Task<ChannelReading> ReadAsync(Channel channel, Uri url, bool conditional, string job, CancellationToken cancellationToken) =>
        door.ReadAsync(channel, url, FetchKind.Feed, conditional, job, Parse, cancellationToken);

    /// <summary>An item that left the feed may still be on its site: its own page is asked.</summary>
    public Uri? PageOf(Channel channel, Post post) => Uri.TryCreate(post.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? new Uri(post.Url!) : null;

    public bool JudgesByBody => true;

    /// <summary>A page that answers and does not name the post proves nothing: many sites show their home page, or a word of regret, for what is gone.</summary>
    public Sighting Judge(FetchResult answer, byte[] body, IReadOnlyList<string> words)
    {
        if (answer.Status is 404 or 410) return Sighting.Gone;
        if (!answer.IsSuccess || body.Length == 0) return Sighting.Unknown;
        if (words.Count == 0) return Sighting.Seen;
        var page = Folded(System.Net.WebUtility.HtmlDecode(SourceText.Decode(body, answer.Header("Content-Type"))));
        return words.Any(one => page.Contains(Folded(one), StringComparison.Ordinal)) ? Sighting.Seen : Sighting.Unknown;
    }

    /// <summary>Letters and digits alone: sites set spaces, quotation marks and dashes as they like.</summary>
    private static string Folded(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Parses decoded bytes; the same way for a poll and for an inspection. Older pages are those of the same host.</summary>
    public static ChannelReading Parse(SourceBytes source)
    {
        var feed = ParseFeed(source);
        return new ChannelReading(null!, feed.Items) { Problems = feed.Problems, TimeToLive = feed.TimeToLive, OlderPage = feed.OlderPage is { } older && older.Authority == source.Url.Authority ? older : null };
    }

    /// <summary>Picks the parser by what the text is, whatever its Content-Type says.</summary>
    public static ReadFeed ParseFeed(SourceBytes source)
    {
        var text = SourceText.Decode(source.Bytes, source.ContentType);
        return JsonFeedParser.IsJson(text) ? JsonFeedParser.Parse(text, source.Url) : FeedParser.Parse(text, source.Url);
    }
}
