using Monitor.Core.Fetching;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels;

/// <summary>Reads one kind of channel: fetches through the door and gives the bytes to a parser.</summary>
public interface IChannelReader
{
    ChannelKind Kind { get; }

    /// <summary>Reads the page or feed at <paramref name="url"/>. Throws <see cref="FetchRefusedException"/>.</summary>
    Task<ChannelReading> ReadAsync(Channel channel, Uri url, bool conditional, string job, CancellationToken cancellationToken);
}

/// <summary>What one exchange with a channel brought.</summary>
/// <param name="Answer">The exchange.</param>
/// <param name="Posts">Posts read; empty where nothing changed.</param>
public sealed record ChannelReading(FetchResult Answer, IReadOnlyList<ReadPost> Posts)
{
    public IReadOnlyList<ReadProblem> Problems { get; init; } = [];

    /// <summary>The page before this one, where the channel has pages.</summary>
    public Uri? OlderPage { get; init; }

    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Set where the source could not be read at all; the exchange is kept all the same.</summary>
    public SourceRefusedException? Refusal { get; init; }

    /// <summary>True where the answer was a source that could be read, or said that nothing changed.</summary>
    public bool IsRead => Refusal is null && (Answer.IsSuccess || Answer.IsNotModified);
}

/// <summary>The bytes of a source are not what they should be: says what, why and what to do.</summary>
public sealed class SourceRefusedException(OutcomeReason reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public OutcomeReason Reason { get; } = reason;
}
