using System.ComponentModel.DataAnnotations;

namespace Monitor.App.Serving;

/// <summary>Where and how the pages are served.</summary>
public sealed class ServeOptions
{
    public const string Section = "Serve";

    /// <summary>Address and port; default 127.0.0.1:5080. An address that is not loopback needs a certificate or a trusted proxy.</summary>
    [Required]
    public string Listen { get; init; } = "127.0.0.1:5080";

    /// <summary>PEM file of the TLS certificate chain; plain HTTP where empty.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of the certificate's private key.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Addresses of the reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; nobody's by default.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Names under which readers reach the pages, such as an onion address; a request for another one is refused, so that a name which
    /// somebody points at this machine opens nothing. Where empty: localhost and loopback addresses, or any behind a declared proxy or TLS.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>How often an address may try to sign in within a minute; default 10, 1 to 1,000. Behind an onion service all readers have one address.</summary>
    [Range(1, 1000)]
    public int SignInsPerMinute { get; init; } = 10;

    /// <summary>Time zone of days and months on the pages (IANA name); default Europe/Minsk.</summary>
    [Required]
    public string TimeZone { get; init; } = "Europe/Minsk";
}
