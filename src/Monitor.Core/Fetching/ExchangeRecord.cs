using System.Net.Http.Headers;
using System.Text.Json;
using Monitor.Core.Fetching.Ways;

namespace Monitor.Core.Fetching;

/// <summary>Writes down an exchange while it happens: its hops as they were answered, then how it ended.</summary>
internal sealed class ExchangeRecord(FetchRequest request, EgressRoute route, TimeProvider clock)
{
    private readonly List<ExchangeHop> hops = [];

    /// <summary>Exchanges that this one needed: issuers of certificates.</summary>
    public List<FetchResult> Along { get; } = [];

    public Exchange Exchange { get; } = new()
    {
        RequestedUrl = request.Url.OriginalString,
        FinalUrl = request.Url.OriginalString,
        StartedAt = clock.GetUtcNow(),
        EgressMode = route.Mode,
        Job = request.Job,
        SoftwareVersion = SoftwareVersion.Current,
    };

    public int Hops => hops.Count;

    public void Add(HttpRequestMessage message, HttpResponseMessage response, Uri url, ConnectionFacts? facts, DateTimeOffset startedAt)
    {
        var last = new ExchangeHop(url.OriginalString, (int)response.StatusCode, HeaderText(response), facts?.ServerAddress, facts?.CertificateHash, startedAt, clock.GetUtcNow());
        hops.Add(last);
        Exchange.HopsJson = JsonSerializer.Serialize(hops, FetchingJson.Default.IReadOnlyListExchangeHop);
        Exchange.RequestHeaders = HeaderText(message);
        Exchange.FinalUrl = url.OriginalString;
        (Exchange.Status, Exchange.ResponseHeaders) = (last.Status, last.ResponseHeaders);
        (Exchange.ServerAddress, Exchange.CertificateHash) = (last.ServerAddress, last.CertificateHash);
    }

    /// <summary>Ends the exchange as one that was cut short; the refusal carries it.</summary>
    public FetchRefusedException Refuse(FetchRefusedException refusal)
    {
        Exchange.Refusal = refusal.Refusal;
        Exchange.RefusalDetail = refusal.Message.Length > Exchange.MaxDetail ? refusal.Message[..Exchange.MaxDetail] : refusal.Message;
        Exchange.EndedAt = clock.GetUtcNow();
        (refusal.Exchange, refusal.Along) = (Exchange, Along);
        return refusal;
    }

    private static string HeaderText(HttpRequestMessage message) =>
        $"GET {message.RequestUri!.PathAndQuery} HTTP/1.1\nHost: {message.RequestUri.Authority}\n" + Lines(message.Headers.NonValidated);

    private static string HeaderText(HttpResponseMessage response) =>
        Lines(response.Headers.NonValidated) + "\n" + Lines(response.Content.Headers.NonValidated);

    private static string Lines(HttpHeadersNonValidated headers) =>
        string.Join('\n', headers.SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}")));
}
