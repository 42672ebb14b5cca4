using System.Text.Json.Serialization;

namespace Monitor.Core.Fetching;

/// <summary>One request of an exchange that was redirected on the way, or its last one.</summary>
public sealed record ExchangeHop(string Url, int Status, string ResponseHeaders, string? ServerAddress, string? CertificateHash,
    DateTimeOffset StartedAt, DateTimeOffset EndedAt);

[JsonSerializable(typeof(IReadOnlyList<ExchangeHop>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class FetchingJson : JsonSerializerContext;
