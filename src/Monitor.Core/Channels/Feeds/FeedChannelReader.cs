using Monitor.Core.Fetching;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads an RSS or Atom feed.</summary>
public sealed class FeedChannelReader(ReaderDoor door) : IChannelReader
{
    public ChannelKind Kind => ChannelKind.Feed;

    public async Task<ChannelReading> ReadAsync(Channel channel, Uri url, bool conditional, string job, CancellationToken cancellationToken)
    {
        var request = new FetchRequest(url, FetchKind.Feed) { Job = job, ETag = conditional ? channel.ETag : null, LastModified = conditional ? channel.LastModified : null };
        return await door.ReadAsync(channel, request, Parse, cancellationToken);
    }

    /// <summary>Parses decoded bytes; the same way for a poll and for an inspection.</summary>
    public static ChannelReading Parse(SourceBytes source)
    {
        var feed = ParseFeed(source);
        return new ChannelReading(null!, feed.Items) { Problems = feed.Problems, TimeToLive = feed.TimeToLive };
    }

    public static ReadFeed ParseFeed(SourceBytes source) => FeedParser.Parse(SourceText.Decode(source.Bytes, source.ContentType), source.Url);
}
