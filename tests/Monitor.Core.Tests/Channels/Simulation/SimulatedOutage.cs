namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>How a server fails for a while.</summary>
public enum SimulatedFailure
{
    /// <summary>HTTP 500.</summary>
    ServerError,

    /// <summary>HTTP 404, also for posts that exist.</summary>
    NotFound,

    /// <summary>HTTP 429 with Retry-After: 600.</summary>
    TooManyRequests,

    /// <summary>The preview leads by 302 to the channel's page, which shows no posts; single posts still answer.</summary>
    PreviewDisabled,

    /// <summary>HTTP 200 that announces a body and ends before it.</summary>
    ShortBody,
}

/// <summary>A period in which the channel's server fails: from an instant to before another.</summary>
internal sealed record SimulatedOutage(DateTimeOffset From, DateTimeOffset To, SimulatedFailure Failure)
{
    public bool Covers(DateTimeOffset at) => From <= at && at < To;
}
