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
