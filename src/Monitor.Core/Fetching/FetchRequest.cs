using Monitor.Core.Fetching.Ways;

namespace Monitor.Core.Fetching;

/// <summary>One thing to fetch.</summary>
/// <param name="Url">Absolute http or https URL.</param>
/// <param name="Kind">Decides the limits.</param>
public sealed record FetchRequest(Uri Url, FetchKind Kind)
{
    /// <summary>Limits of this request; those of its kind and way out where null.</summary>
    public FetchLimits? Limits { get; init; }

    /// <summary>Validators of the last answer: sent as If-None-Match and If-Modified-Since.</summary>
    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>Names the circuit behind a proxy: what is asked for on different ones cannot be told to come from one reader. One of its own where nothing is named.</summary>
    public string Circuit { get; init; } = CircuitNames.Once("request");

    /// <summary>The way out as a pipeline names it: "direct" or "socks5://host:port"; the installation's own where null.</summary>
    public string? Route { get; init; }

    /// <summary>True where only the answer that something is gone is worth keeping: the body of a success is not read.</summary>
    public bool OnlyRefusals { get; init; }

    /// <summary>What asked, as kept with the exchange: for example "stage-run 42".</summary>
    public string? Job { get; init; }
}
