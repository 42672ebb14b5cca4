using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Monitor.Core.Media;

namespace Monitor.Core.Fetching;

/// <summary>The door: every byte that comes from outside comes through here, under limits, and leaves an <see cref="Exchange"/>.</summary>
public sealed class SafeHttp(Egress egress, AddressPolicy policy, IOptions<FetchingOptions> options, TimeProvider clock)
{
    /// <summary>Fetches into the store. Throws <see cref="FetchRefusedException"/>, which carries the exchange as far as it went.</summary>
    public async Task<FetchResult> FetchAsync(FetchRequest request, IMediaStore store, CancellationToken cancellationToken)
    {
        var route = egress.RouteOf(request.Route);
        var exchange = new Exchange
        {
            RequestedUrl = request.Url.OriginalString,
            FinalUrl = request.Url.OriginalString,
            StartedAt = clock.GetUtcNow(),
            EgressMode = route.Mode,
            Job = request.Job,
            SoftwareVersion = SoftwareVersion.Current,
        };
        using var total = new CancellationTokenSource(request.Limits.Total, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(total.Token, cancellationToken);
        try
        {
            return await FollowAsync(request, route, exchange, store, either.Token);
        }
        catch (FetchRefusedException refusal)
        {
            refusal.Exchange = Close(exchange, refusal.Refusal);
            throw;
        }
        catch (OperationCanceledException) when (total.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FetchRefusedException(FetchRefusal.TotalTimeExceeded, $"The exchange took longer than {request.Limits.Total.TotalSeconds:0} seconds.")
            {
                Exchange = Close(exchange, FetchRefusal.TotalTimeExceeded),
            };
        }
    }

    private async Task<FetchResult> FollowAsync(FetchRequest request, EgressRoute route, Exchange exchange, IMediaStore store, CancellationToken cancellationToken)
    {
        var hops = new List<ExchangeHop>();
        var url = request.Url;
        while (true)
        {
            policy.CheckUrl(url);
            if (route.IsProxied) AddressPolicy.CheckProxiedUrl(url);
            var startedAt = clock.GetUtcNow();
            using var message = MakeMessage(request, url);
            var facts = ConnectionFacts.Collect();
            using var response = await SendAsync(message, request, route, cancellationToken);
            var headers = HeaderText(response);
            hops.Add(new ExchangeHop(url.OriginalString, (int)response.StatusCode, headers, facts.Facts?.ServerAddress, facts.Facts?.CertificateHash, startedAt, clock.GetUtcNow()));
            Record(exchange, hops, HeaderText(message), url);
            if (RedirectTarget(response, url) is { } next)
            {
                if (hops.Count > request.Limits.MaxRedirects)
                    throw new FetchRefusedException(FetchRefusal.TooManyRedirects, $"More than {request.Limits.MaxRedirects} redirects.");
                url = next;
                continue;
            }

            return await ReceiveAsync(response, request, exchange, store, cancellationToken);
        }
    }

    private async Task<FetchResult> ReceiveAsync(HttpResponseMessage response, FetchRequest request, Exchange exchange, IMediaStore store, CancellationToken cancellationToken)
    {
        StoredBlob? body = null;
        if (response.StatusCode is not (HttpStatusCode.NotModified or HttpStatusCode.NoContent) && !(request.OnlyRefusals && response.IsSuccessStatusCode))
        {
            var reader = new BodyReader(request.Limits, clock);
            body = await store.WriteAsync(stream => reader.CopyAsync(response.Content, stream, cancellationToken), cancellationToken);
            exchange.WireHash = body.Hash.Hex;
            exchange.WireLength = body.Length;
        }

        exchange.EndedAt = clock.GetUtcNow();
        return new FetchResult(exchange, body, exchange.Header("Content-Encoding"));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, FetchRequest request, EgressRoute route, CancellationToken cancellationToken)
    {
        using var slow = new CancellationTokenSource(request.Limits.Headers, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(slow.Token, cancellationToken);
        try
        {
            return await egress.SendAsync(message, route, request.Circuit, either.Token);
        }
        catch (OperationCanceledException) when (slow.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FetchRefusedException(FetchRefusal.HeadersTooSlow, $"The headers took longer than {request.Limits.Headers.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException fault)
        {
            throw Translate(fault, route);
        }
    }

    private static FetchRefusedException Translate(HttpRequestException fault, EgressRoute route)
    {
        for (Exception? inner = fault; inner is not null; inner = inner.InnerException)
            if (inner is FetchRefusedException refusal) return new FetchRefusedException(refusal.Refusal, refusal.Message, fault);
        if (route.IsProxied && fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError)
            return new FetchRefusedException(FetchRefusal.EgressUnavailable, "The proxy did not carry the request; nothing was sent directly.", fault);
        return fault.InnerException is AuthenticationException
            ? new FetchRefusedException(FetchRefusal.TlsFailed, "The server's certificate or TLS handshake was not accepted.", fault)
            : new FetchRefusedException(fault.HttpRequestError == HttpRequestError.ConnectionError ? FetchRefusal.ConnectFailed : FetchRefusal.ProtocolError,
                "The server could not be spoken to.", fault);
    }

    private HttpRequestMessage MakeMessage(FetchRequest request, Uri url)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        message.Headers.TryAddWithoutValidation("User-Agent", options.Value.UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", request.Kind == FetchKind.Video ? "*/*" : "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        message.Headers.TryAddWithoutValidation("Accept-Language", "en-US,en;q=0.5");
        message.Headers.TryAddWithoutValidation("Accept-Encoding", request.Kind == FetchKind.Video ? "identity" : "gzip, deflate, br");
        if (request.ETag is not null) message.Headers.TryAddWithoutValidation("If-None-Match", request.ETag);
        if (request.LastModified is not null) message.Headers.TryAddWithoutValidation("If-Modified-Since", request.LastModified);
        return message;
    }

    private static Uri? RedirectTarget(HttpResponseMessage response, Uri from)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)) return null;
        if (!response.Headers.NonValidated.TryGetValues("Location", out var values)) return null;
        return Uri.TryCreate(from, values.FirstOrDefault(), out var target)
            ? target
            : throw new FetchRefusedException(FetchRefusal.BadUrl, "The redirect names no usable URL.");
    }

    private static void Record(Exchange exchange, List<ExchangeHop> hops, string requestHeaders, Uri url)
    {
        var last = hops[^1];
        exchange.HopsJson = JsonSerializer.Serialize(hops, FetchingJson.Default.IReadOnlyListExchangeHop);
        exchange.RequestHeaders = requestHeaders;
        exchange.FinalUrl = url.OriginalString;
        exchange.Status = last.Status;
        exchange.ResponseHeaders = last.ResponseHeaders;
        exchange.ServerAddress = last.ServerAddress;
        exchange.CertificateHash = last.CertificateHash;
    }

    private Exchange Close(Exchange exchange, FetchRefusal refusal)
    {
        exchange.Refusal = refusal;
        exchange.EndedAt = clock.GetUtcNow();
        return exchange;
    }

    private static string HeaderText(HttpRequestMessage message) =>
        $"GET {message.RequestUri!.PathAndQuery} HTTP/1.1\nHost: {message.RequestUri.Authority}\n" + Lines(message.Headers.NonValidated);

    private static string HeaderText(HttpResponseMessage response) =>
        Lines(response.Headers.NonValidated) + "\n" + Lines(response.Content.Headers.NonValidated);

    private static string Lines(System.Net.Http.Headers.HttpHeadersNonValidated headers) =>
        string.Join('\n', headers.SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}")));
}
