using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels;

/// <summary>Reads one kind of channel: fetches through the door and gives the bytes to a parser.</summary>
public interface IChannelReader
{
    ChannelKind Kind { get; }

    /// <summary>True where ids are whole numbers without holes, so that a hole is a post that nobody saw.</summary>
    bool HasConsecutiveIds => false;

    /// <summary>Reads the page or feed at <paramref name="url"/>. Throws <see cref="FetchRefusedException"/>.</summary>
    Task<ChannelReading> ReadAsync(Channel channel, Uri url, bool conditional, string job, CancellationToken cancellationToken);

    /// <summary>A page of the channel that shows this post as its newest one; null where there are no such pages.</summary>
    Uri? PageShowing(Channel channel, string nativeId) => null;

    /// <summary>The page that is asked whether a post is still published; null where there is none.</summary>
    Uri? PageOf(Channel channel, Post post);

    /// <summary>What the answer of that page says. Pure.</summary>
    /// <param name="body">The decoded body; empty for a success whose body says nothing.</param>
    /// <param name="words">By which the post is known on a page: its title, the beginning of its text.</param>
    Sighting Judge(FetchResult answer, byte[] body, IReadOnlyList<string> words) => answer.Status is 404 or 410 ? Sighting.Gone : answer.IsSuccess ? Sighting.Seen : Sighting.Unknown;

    /// <summary>True where the body of a success has to be read to judge it.</summary>
    bool JudgesByBody => false;
}

/// <summary>Whether a post was found at its source.</summary>
public enum Sighting { Unknown, Seen, Gone }

/// <summary>What one exchange with a channel brought.</summary>
/// <param name="Answer">The exchange.</param>
/// <param name="Posts">Posts read; empty where nothing changed.</param>
public sealed record ChannelReading(FetchResult Answer, IReadOnlyList<ReadPost> Posts)
{
    public IReadOnlyList<ReadProblem> Problems { get; init; } = [];

    /// <summary>The page before this one, where the channel has pages.</summary>
    public Uri? OlderPage { get; init; }

    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Set where this page only told where the channel is read; that is read next.</summary>
    public Uri? ResolvedUrl { get; init; }

    /// <summary>Set where the source could not be read at all; the exchange is kept all the same.</summary>
    public SourceRefusedException? Refusal { get; init; }

    /// <summary>True where the answer was a source that could be read, or said that nothing changed.</summary>
    public bool IsRead => Refusal is null && (Answer.IsSuccess || Answer.IsNotModified);

    /// <summary>When the oldest of its posts was published.</summary>
    public DateTimeOffset? OldestAt => Posts.Min(post => post.PublishedAt);
}

/// <summary>The bytes of a source are not what they should be: says what, why and what to do.</summary>
public sealed class SourceRefusedException(OutcomeReason reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public OutcomeReason Reason { get; } = reason;
}
