using System.ComponentModel.DataAnnotations;

namespace Monitor.Core.Fetching;

/// <summary>How the door reaches the outside.</summary>
public sealed class FetchingOptions
{
    public const string Section = "Fetching";

    /// <summary>Exact loopback endpoints that may be fetched, such as 127.0.0.1:18765; none by default.</summary>
    public IReadOnlyList<string> LoopbackOpenings { get; init; } = [];

    /// <summary>True where media of channels behind a proxy may be fetched although their server sends from https to http.</summary>
    public bool AllowUnencryptedMedia { get; init; }

    /// <summary>The User-Agent header: Tor Browser's, as all other headers are.</summary>
    [Required]
    public string UserAgent { get; init; } = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";

    /// <summary>SOCKS5 proxy (Tor) as host:port, for example 127.0.0.1:9050; direct where empty. Fails closed.</summary>
    public string? Socks5Proxy { get; init; }
}
