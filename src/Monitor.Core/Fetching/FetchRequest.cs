namespace Monitor.Core.Fetching;

/// <summary>One thing to fetch.</summary>
/// <param name="Url">Absolute http or https URL.</param>
/// <param name="Kind">Decides the limits.</param>
public sealed record FetchRequest(Uri Url, FetchKind Kind)
{
    /// <summary>Limits of this request; those of its kind where not given.</summary>
    public FetchLimits Limits { get; init; } = FetchLimits.For(Kind);

    /// <summary>Validators of the last answer: sent as If-None-Match and If-Modified-Since.</summary>
    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>Names the circuit behind a proxy: requests of different channels do not share one.</summary>
    public string Circuit { get; init; } = "default";

    /// <summary>The way out as a pipeline names it: "direct" or "socks5://host:port"; the installation's own where null.</summary>
    public string? Route { get; init; }

    /// <summary>True where only the answer that something is gone is worth keeping: the body of a success is not read.</summary>
    public bool OnlyRefusals { get; init; }

    /// <summary>What asked, as kept with the exchange: for example "stage-run 42".</summary>
    public string? Job { get; init; }
}
