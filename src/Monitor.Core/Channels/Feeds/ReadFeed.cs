using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>What a feed says.</summary>
/// <param name="Format">Such as rss-2.0, rss-1.0, atom-1.0, jsonfeed-1.1.</param>
/// <param name="TimeToLive">The feed's own ttl.</param>
public sealed record ReadFeed(string Format, string? Title, IReadOnlyList<ReadPost> Items, IReadOnlyList<ReadProblem> Problems, TimeSpan? TimeToLive)
{
    /// <summary>The page with older items that the feed names (RFC 5005, JSON Feed's next_url); never the document itself.</summary>
    public Uri? OlderPage { get; init; }
}
