namespace Monitor.Core.Fetching;

/// <summary>Why the door did not let an exchange happen, or cut it short.</summary>
public enum FetchRefusal
{
    BadUrl, SchemeNotAllowed, PortNotAllowed, UserInfoNotAllowed, AddressNotPublic, NameNotResolved,
    TooManyRedirects, ConnectFailed, TlsFailed, HeadersTooSlow, BodyTooSlow, BodyStalled, TotalTimeExceeded,
    BodyTooLarge, BodyTooShort, DecodedTooLarge, EncodingUnknown, EncodingBroken, ProtocolError, EgressUnavailable,
    OnionNeedsProxy, RedirectedToPlainHttp,
}

/// <summary>A typed refusal of the door: says what, why and, where it helps, what to do next.</summary>
public sealed class FetchRefusedException(FetchRefusal refusal, string message, Exception? inner = null)
    : IOException(message, inner)
{
    public FetchRefusal Refusal { get; } = refusal;

    /// <summary>The exchange as far as it went, where one was begun: evidence too.</summary>
    public Exchange? Exchange { get; set; }

    /// <summary>Exchanges that this one needed before it was cut short; kept with it.</summary>
    public IReadOnlyList<FetchResult> Along { get; set; } = [];

    /// <summary>Of a host that was not reached through a proxy: how long ago another one was; <see cref="TimeSpan.MaxValue"/> where none was since the start. Null of all else.</summary>
    public TimeSpan? OtherReachedAgo { get; set; }

    /// <summary>True where nothing else was reached through the proxy for so long either: then it is not the host's fault alone, and nothing is given up for it.</summary>
    public bool ReachesNothingElse(TimeSpan time) => OtherReachedAgo > time;

    /// <summary>The refusal with its reason, as rows of work say it.</summary>
    public string Told => Refusal switch
    {
        FetchRefusal.EgressUnavailable => Message,
        FetchRefusal.ConnectFailed => $"{Refusal}: {Message}",
        _ => Refusal.ToString(),
    };

    /// <summary>True where the same request may succeed later.</summary>
    public bool IsTransient => Refusal is not (FetchRefusal.BadUrl or FetchRefusal.SchemeNotAllowed
        or FetchRefusal.PortNotAllowed or FetchRefusal.UserInfoNotAllowed or FetchRefusal.OnionNeedsProxy);
}
