using System.Net;
using Microsoft.Extensions.Options;
using Monitor.Core.Fetching.Tls;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Media;

namespace Monitor.Core.Fetching;

/// <summary>The door: every byte that comes from outside comes through here, under limits, and leaves an <see cref="Exchange"/>.</summary>
public sealed class SafeHttp(Egress egress, AddressPolicy policy, IOptions<FetchingOptions> options, TimeProvider clock)
{
    /// <summary>The way out that a channel names; the installation's own where it names none.</summary>
    public EgressRoute RouteOf(string? named) => egress.RouteOf(named);

    /// <summary>Fetches into the store. Throws <see cref="FetchRefusedException"/>, which carries the exchange as far as it went.</summary>
    public async Task<FetchResult> FetchAsync(FetchRequest request, IMediaStore store, CancellationToken cancellationToken)
    {
        var route = egress.RouteOf(request.Route);
        var limits = request.Limits ?? FetchLimits.For(request.Kind, route);
        var record = new ExchangeRecord(request, route, clock);
        using var total = new CancellationTokenSource(limits.Total, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(total.Token, cancellationToken);
        try
        {
            return await FollowAsync(new Fetch(request, route, limits, record, store), either.Token);
        }
        catch (FetchRefusedException refusal)
        {
            Refuse(refusal, record, route, request.Url);
            throw;
        }
        catch (OperationCanceledException) when (total.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Refuse(new FetchRefusedException(FetchRefusal.TotalTimeExceeded, $"The exchange took longer than {limits.Total.TotalSeconds:0} seconds."), record, route, request.Url);
        }
    }

    /// <summary>Ends the exchange. A host that was not reached, while no other is either, is told apart: the fault may be the proxy's network's.</summary>
    private FetchRefusedException Refuse(FetchRefusedException refusal, ExchangeRecord record, EgressRoute route, Uri url)
    {
        if (route.IsProxied && record.Hops == 0 && refusal.Refusal is FetchRefusal.ConnectFailed or FetchRefusal.TotalTimeExceeded) refusal.OtherReachedAgo = egress.OtherReachedAgo(route, new DnsEndPoint(url.IdnHost, url.Port));
        return record.Refuse(refusal);
    }

    private async Task<FetchResult> FollowAsync(Fetch fetch, CancellationToken cancellationToken)
    {
        var url = fetch.Request.Url;
        while (true)
        {
            policy.CheckUrl(url, fetch.Route);
            var startedAt = clock.GetUtcNow();
            var facts = ConnectionFacts.Collect();
            facts.BeforeRequest = () => egress.WaitForTurnAsync(fetch.Route, url.IdnHost, fetch.Request.Circuit, cancellationToken);
            var (message, response) = await SendWithIssuersAsync(fetch, url, facts, cancellationToken);
            using (message)
            using (response)
            {
                fetch.Record.Add(message, response, url, facts.Facts, startedAt);
                if (RedirectTarget(response, url) is not { } next) return await ReceiveAsync(response, fetch, cancellationToken);
                if (fetch.Record.Hops > fetch.Limits.MaxRedirects) throw new FetchRefusedException(FetchRefusal.TooManyRedirects, $"More than {fetch.Limits.MaxRedirects} redirects.");
                CheckEncryption(fetch, url, next);
                url = next;
            }
        }
    }

    /// <summary>What an exit may read and change on its way is no evidence: behind a proxy, media that begin encrypted stay so.</summary>
    private void CheckEncryption(Fetch fetch, Uri from, Uri to)
    {
        if (fetch.Request.Kind == FetchKind.Issuer && to.Scheme != Uri.UriSchemeHttp) throw new FetchRefusedException(FetchRefusal.SchemeNotAllowed, "An issuer's certificate is fetched by plain http, and by nothing that needs another certificate.");
        if (fetch.Request.Kind == FetchKind.Video && fetch.Route.IsProxied && from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp && !AddressPolicy.IsOnion(to.IdnHost) && !options.Value.AllowUnencryptedMedia)
            throw new FetchRefusedException(FetchRefusal.RedirectedToPlainHttp, "The server sends from https to http, where the proxy's exit could change the file; Fetching:AllowUnencryptedMedia allows it.");
    }

    /// <summary>Sends the request; where the server left its intermediate certificate out, gets it first, and sends again.</summary>
    private async Task<(HttpRequestMessage Message, HttpResponseMessage Response)> SendWithIssuersAsync(Fetch fetch, Uri url, ConnectionFacts.Holder facts, CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = BrowserHeaders.Make(fetch.Request, url, options.Value.UserAgent);
            try
            {
                return (message, await SendAsync(message, fetch, facts, cancellationToken));
            }
            catch (FetchRefusedException refusal) when (refusal.Refusal == FetchRefusal.TlsFailed && fetch.Request.Kind != FetchKind.Issuer && fetch.Record.Along.Count < FetchIssuer.MostOfOneExchange)
            {
                message.Dispose();
                var trust = egress.TrustOf(fetch.Route, fetch.Request.Circuit);
                var (answer, isAdded) = await FetchIssuer.RunAsync(this, trust, url, fetch.Request, policy, fetch.Store, cancellationToken);
                if (answer is not null) fetch.Record.Along.Add(answer);
                if (!isAdded) throw;
            }
            catch
            {
                message.Dispose();
                throw;
            }
        }
    }

    /// <summary>The time for the headers begins when the request is written: what came before had the time to connect.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, Fetch fetch, ConnectionFacts.Holder facts, CancellationToken cancellationToken)
    {
        using var slow = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(slow.Token, cancellationToken);
        facts.OnRequest = () => slow.CancelAfter(fetch.Limits.Headers);
        try
        {
            return await egress.SendAsync(message, fetch.Route, fetch.Request.Circuit, either.Token);
        }
        catch (OperationCanceledException) when (slow.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FetchRefusedException(FetchRefusal.HeadersTooSlow, $"The headers took longer than {fetch.Limits.Headers.TotalSeconds:0} seconds.");
        }
        catch (Exception fault) when (!(fault is OperationCanceledException && cancellationToken.IsCancellationRequested) && RequestFault.Translate(fault) is { } refusal)
        {
            throw refusal;
        }
        finally
        {
            facts.OnRequest = null;
        }
    }

    private async Task<FetchResult> ReceiveAsync(HttpResponseMessage response, Fetch fetch, CancellationToken cancellationToken)
    {
        var exchange = fetch.Record.Exchange;
        StoredBlob? body = null;
        if (response.StatusCode is not (HttpStatusCode.NotModified or HttpStatusCode.NoContent) && !(fetch.Request.OnlyRefusals && response.IsSuccessStatusCode))
        {
            var reader = new BodyReader(fetch.Limits, clock);
            body = await fetch.Store.WriteAsync(stream => reader.CopyAsync(response.Content, stream, cancellationToken), cancellationToken);
            exchange.WireHash = body.Hash.Hex;
            exchange.WireLength = body.Length;
        }

        exchange.EndedAt = clock.GetUtcNow();
        return new FetchResult(exchange, body, exchange.Header("Content-Encoding")) { Request = fetch.Request, Route = fetch.Route, Along = fetch.Record.Along };
    }

    private static Uri? RedirectTarget(HttpResponseMessage response, Uri from)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)) return null;
        if (!response.Headers.NonValidated.TryGetValues("Location", out var values)) return null;
        return Uri.TryCreate(from, values.FirstOrDefault(), out var target)
            ? target
            : throw new FetchRefusedException(FetchRefusal.BadUrl, "The redirect names no usable URL.");
    }

    /// <summary>One request on its way, with what holds for all of its hops.</summary>
    private sealed record Fetch(FetchRequest Request, EgressRoute Route, FetchLimits Limits, ExchangeRecord Record, IMediaStore Store);
}
