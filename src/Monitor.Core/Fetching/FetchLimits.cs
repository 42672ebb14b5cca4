namespace Monitor.Core.Fetching;

/// <summary>Limits of one exchange. Sizes are bytes on the wire, times are wall time.</summary>
/// <param name="MaxWireBytes">Bytes of body after which the exchange is refused.</param>
/// <param name="Total">Time from the first byte sent to the last byte received, redirects included.</param>
public sealed record FetchLimits(long MaxWireBytes, TimeSpan Total)
{
    /// <summary>Time to connect to one address; default 10 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time until the response headers are complete; default 15 s.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest silence inside a body; default 30 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Slowest average speed of a body in bytes per second, judged once <see cref="FloorGrace"/> has passed; default 1,024.</summary>
    public int FloorBytesPerSecond { get; init; } = 1024;

    /// <summary>Time before the speed floor is judged; default 20 s.</summary>
    public TimeSpan FloorGrace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Redirects followed by hand, each checked again; default 3.</summary>
    public int MaxRedirects { get; init; } = 3;

    /// <summary>Bytes of a body after decompression; default 64 MB.</summary>
    public long MaxDecodedBytes { get; init; } = 64L << 20;

    /// <summary>The limits of a kind: feed 10 MB and 60 s, page 5 MB and 60 s, video 4 GB and 2 h.</summary>
    public static FetchLimits For(FetchKind kind) => kind switch
    {
        FetchKind.Feed => new FetchLimits(10L << 20, TimeSpan.FromSeconds(60)),
        FetchKind.Page => new FetchLimits(5L << 20, TimeSpan.FromSeconds(60)) { MaxDecodedBytes = 5L << 20 },
        FetchKind.Video => new FetchLimits(4L << 30, TimeSpan.FromHours(2)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
