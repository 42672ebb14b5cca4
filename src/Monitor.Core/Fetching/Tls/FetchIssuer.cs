using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Monitor.Core.Media;

namespace Monitor.Core.Fetching.Tls;

/// <summary>Completes the chain of a server that leaves out its intermediate certificate, as many do and browsers heal: the issuer is asked for at the address that the certificate
/// names (RFC 5280, 4.2.2.1), by plain http on port 80, through the door and on the circuit of the request that needs it. Each such exchange is kept.</summary>
internal static class FetchIssuer
{
    /// <summary>Issuers of one exchange: 3.</summary>
    public const int MostOfOneExchange = 3;

    /// <summary>Tries to get the issuer that the host's chain lacks. Returns the exchange, if there was one, and whether a certificate came and was added to <paramref name="trust"/>.</summary>
    public static async Task<(FetchResult? Answer, bool IsAdded)> RunAsync(SafeHttp door, ServerTrust trust, Uri url, FetchRequest request, AddressPolicy policy, IMediaStore store, CancellationToken cancellationToken)
    {
        if (trust.MissingFor(url.IdnHost) is not { } address) return (null, false);
        if (address.Port != 80 && !policy.IsOpened(address)) return (null, false);
        FetchResult answer;
        try
        {
            answer = await door.FetchAsync(new FetchRequest(address, FetchKind.Issuer) { Circuit = request.Circuit, Route = request.Route, Job = request.Job }, store, cancellationToken);
        }
        catch (FetchRefusedException refusal)
        {
            return (refusal.Exchange is { } exchange ? new FetchResult(exchange, null, null) : null, false);
        }

        return (answer, answer is { IsSuccess: true, Body: { } body } && Read(await store.ReadAllAsync(body.Hash, cancellationToken), answer.ContentEncoding) is { } issuer && trust.Add(url.IdnHost, issuer));
    }

    private static X509Certificate2? Read(byte[] wire, string? contentEncoding)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(BoundedDecoder.Decode(wire, contentEncoding, FetchLimits.For(FetchKind.Issuer).MaxDecodedBytes));
        }
        catch (Exception fault) when (fault is CryptographicException or FetchRefusedException)
        {
            return null;
        }
    }
}
