using Monitor.Core.Fetching.Ways;

namespace Monitor.Core.Fetching;

/// <summary>Limits of one exchange. Sizes are bytes on the wire, times are wall time.</summary>
/// <param name="MaxWireBytes">Bytes of body after which the exchange is refused.</param>
/// <param name="Total">Time from the first byte sent to the last byte received, redirects included.</param>
public sealed record FetchLimits(long MaxWireBytes, TimeSpan Total)
{
    /// <summary>Time from the request's last byte until the response headers are complete; default 15 s, 60 s behind a proxy.</summary>
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

    /// <summary>Time to connect, TLS included: 10 s, 90 s behind a proxy. Tor waits for a stream for up to two minutes, and onion services often need more than ten seconds.</summary>
    public static TimeSpan ConnectBy(EgressRoute route) => route.IsProxied ? TimeSpan.FromSeconds(90) : TimeSpan.FromSeconds(10);

    /// <summary>The limits of a kind: feed 10 MB and 60 s, page 5 MB and 60 s, video 4 GB and 2 h, issuer of a certificate 64 KB and 30 s.</summary>
    public static FetchLimits For(FetchKind kind) => kind switch
    {
        FetchKind.Feed => new FetchLimits(10L << 20, TimeSpan.FromSeconds(60)),
        FetchKind.Page => new FetchLimits(5L << 20, TimeSpan.FromSeconds(60)) { MaxDecodedBytes = 5L << 20 },
        FetchKind.Video => new FetchLimits(4L << 30, TimeSpan.FromHours(2)),
        FetchKind.Issuer => new FetchLimits(64 << 10, TimeSpan.FromSeconds(30)) { MaxDecodedBytes = 64 << 10, MaxRedirects = 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>As above, with the longer times of a way through a proxy: headers 60 s, feeds and pages 240 s in all, an issuer 120 s.</summary>
    public static FetchLimits For(FetchKind kind, EgressRoute route)
    {
        var limits = For(kind);
        return !route.IsProxied ? limits : limits with
        {
            Headers = TimeSpan.FromSeconds(60),
            Total = kind switch { FetchKind.Feed or FetchKind.Page => TimeSpan.FromSeconds(240), FetchKind.Issuer => TimeSpan.FromSeconds(120), _ => limits.Total },
        };
    }
}
