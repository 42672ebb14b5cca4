using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Fetching;

/// <summary>One request and its answer as they went over the wire: the evidence of where bytes came from. Never changed.</summary>
[Index(nameof(WireHash))]
[Evidence("exchange", IsFixed = true)]
public sealed class Exchange : IEvidenceRow
{
    public long Id { get; set; }

    [MaxLength(4096)] public string RequestedUrl { get; set; } = "";

    [MaxLength(4096)] public string FinalUrl { get; set; } = "";

    /// <summary>Each hop as JSON: URL, status, raw headers, server address, start and end.</summary>
    public string HopsJson { get; set; } = "[]";

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset EndedAt { get; set; }

    /// <summary>Request headers of the last hop, one "Name: value" a line.</summary>
    public string RequestHeaders { get; set; } = "";

    public int Status { get; set; }

    /// <summary>Response headers of the last hop as received, one "Name: value" a line.</summary>
    public string ResponseHeaders { get; set; } = "";

    /// <summary>Address that answered, when direct.</summary>
    [MaxLength(64)] public string? ServerAddress { get; set; }

    /// <summary>SHA-256 of the server's TLS certificate (DER), when direct and encrypted.</summary>
    [MaxLength(64)] public string? CertificateHash { get; set; }

    /// <summary>"direct" or "socks5".</summary>
    [MaxLength(16)] public string EgressMode { get; set; } = "direct";

    [MaxLength(128)] public string? Job { get; set; }

    [MaxLength(64)] public string SoftwareVersion { get; set; } = "";

    /// <summary>SHA-256 of the body's bytes on the wire, before any decompression; null where there was no body.</summary>
    [MaxLength(64)] public string? WireHash { get; set; }

    /// <summary>Length of the body on the wire in bytes.</summary>
    public long WireLength { get; set; }

    /// <summary>Why the exchange was cut short; null where it ended well.</summary>
    public FetchRefusal? Refusal { get; set; }

    /// <summary>Longest <see cref="RefusalDetail"/> in characters.</summary>
    public const int MaxDetail = 300;

    /// <summary>That reason in words, such as what a proxy answered.</summary>
    [MaxLength(MaxDetail)] public string? RefusalDetail { get; set; }

    /// <summary>True where a hop led from https to http: whoever carried it from there on could read and change it.</summary>
    public bool LostEncryption => Hops().Select(hop => hop.Url).Append(FinalUrl).ToList() is var urls && urls.Zip(urls.Skip(1)).Any(pair => IsHttps(pair.First) && !IsHttps(pair.Second));

    public string EvidenceFacts() => string.Join('\n',
        RequestedUrl, FinalUrl, HopsJson, StartedAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
        EndedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), RequestHeaders, Status.ToString(CultureInfo.InvariantCulture),
        ResponseHeaders, ServerAddress, CertificateHash, EgressMode, Job, SoftwareVersion, WireHash,
        WireLength.ToString(CultureInfo.InvariantCulture), Refusal?.ToString()) + (RefusalDetail is null ? "" : "\n" + RefusalDetail);

    /// <summary>The first response header of that name, or null.</summary>
    public string? Header(string name) => ResponseHeaders.Split('\n')
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();

    private static bool IsHttps(string url) => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<ExchangeHop> Hops() =>
        JsonSerializer.Deserialize(HopsJson, FetchingJson.Default.IReadOnlyListExchangeHop) ?? [];
}
