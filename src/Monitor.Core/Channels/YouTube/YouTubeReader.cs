using Monitor.Core.Channels.Feeds;
using Monitor.Core.Fetching;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.YouTube;

/// <summary>Reads a YouTube channel by its Atom feed: what is said of each video, and a gap for the video itself, which only its page shows. A handle is looked up once, on the channel's page.</summary>
public sealed class YouTubeReader(ReaderDoor door) : IChannelReader
{
    public ChannelKind Kind => ChannelKind.YouTube;

    public Task<ChannelReading> ReadAsync(Channel channel, Uri url, bool conditional, string job, CancellationToken cancellationToken) => ChannelAddress.FeedOf(url) is { } feed
        ? door.ReadAsync(channel, feed, FetchKind.Feed, conditional, job, Parse, cancellationToken)
        : door.ReadAsync(channel, url, FetchKind.Page, conditional: false, job, Resolve, cancellationToken);

    /// <summary>The page of a video answers 200 even when the video is gone; what describes it for other sites (oEmbed) answers 404.</summary>
    public Uri? PageOf(Channel channel, Post post) => Uri.TryCreate(post.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? new Uri(channel.ReadUrl(), "/oembed?format=json&url=" + Uri.EscapeDataString(post.Url!)) : null;

    /// <summary>Parses decoded bytes; the same way for a poll and for an inspection.</summary>
    public static ChannelReading Parse(SourceBytes source)
    {
        var feed = FeedChannelReader.Parse(source);
        return feed with { Posts = [.. feed.Posts.Select(WithVideo)] };
    }

    /// <summary>The channel's feed, each item with its video as a gap.</summary>
    public static ReadFeed ParseFeed(SourceBytes source)
    {
        var feed = FeedChannelReader.ParseFeed(source);
        return feed with { Items = [.. feed.Items.Select(WithVideo)] };
    }

    /// <summary>Where the channel's feed is, as its page tells.</summary>
    public static ChannelReading Resolve(SourceBytes source)
    {
        var id = ChannelPageParser.Parse(SourceText.Decode(source.Bytes, source.ContentType));
        return new ChannelReading(null!, []) { ResolvedUrl = ChannelAddress.FeedOf(source.Url, id) };
    }

    private static ReadPost WithVideo(ReadPost post) => post.Media.Any(media => media.Gap == MediaGap.PageOnlyVideo) ? post
        : post with { Media = [new ReadMedia(MediaKind.Video, null) { Gap = MediaGap.PageOnlyVideo }, .. post.Media.Where(media => media.Kind != MediaKind.Video)] };
}
