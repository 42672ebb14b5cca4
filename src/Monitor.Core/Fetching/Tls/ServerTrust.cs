using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Monitor.Core.Fetching.Tls;

/// <summary>Judges servers' certificates without asking anybody: nothing is downloaded, no revocation is looked up, no session is resumed, since each of these would go past
/// the proxy or join two circuits. An intermediate certificate that a server left out may be added after it came through the door.</summary>
public sealed class ServerTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1", AuthorityInformationAccess = "1.3.6.1.5.5.7.1.1";
    private const int MostIssuers = 64, MostHosts = 256;

    private readonly ConcurrentDictionary<string, X509Certificate2> issuers = new();
    private readonly ConcurrentDictionary<string, MissingIssuer> missing = new();

    /// <summary>How a chain is built wherever this program builds one.</summary>
    public static X509ChainPolicy MakePolicy() => new()
    {
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        ApplicationPolicy = { new Oid(ServerAuthentication) },
    };

    /// <summary>The TLS options of a handler. They are its own.</summary>
    public SslClientAuthenticationOptions MakeOptions() => new()
    {
        AllowTlsResume = false,
        // Browsers offer no older ones.
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateChainPolicy = MakePolicy(),
        RemoteCertificateValidationCallback = (sender, certificate, chain, errors) => Judge((sender as SslStream)?.TargetHostName ?? "", certificate, chain, errors),
    };

    /// <summary>Where the issuer is to be had that was missing when the host was last connected to; null where none was.</summary>
    internal Uri? MissingFor(string host) => missing.TryGetValue(host, out var issuer) ? issuer.Address : null;

    /// <summary>Adds a certificate that came through the door, where it is the one that the host's chain lacks and is not known yet. It is believed in no more than one that a server sends:
    /// the chain has to end at an authority of the system.</summary>
    internal bool Add(string host, X509Certificate2 issuer)
    {
        if (!missing.TryGetValue(host, out var wanted) || !issuer.SubjectName.RawData.AsSpan().SequenceEqual(wanted.Name)) return false;
        if (issuers.Count >= MostIssuers) issuers.Clear();
        return issuers.TryAdd(issuer.Thumbprint, issuer);
    }

    private bool Judge(string host, X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        missing.TryRemove(host, out _);
        if (errors == SslPolicyErrors.None) return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null || sent is null) return false;
        using var chain = new X509Chain { ChainPolicy = MakePolicy() };
        chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        foreach (var issuer in issuers.Values) chain.ChainPolicy.ExtraStore.Add(issuer);
        using var own = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        if (chain.Build(own)) return true;
        if (missing.Count >= MostHosts) missing.Clear();
        var last = chain.ChainElements[^1].Certificate;
        if (chain.ChainStatus.All(status => status.Status is X509ChainStatusFlags.PartialChain) && AddressOfIssuer(last) is { } address) missing[host] = new MissingIssuer(address, last.IssuerName.RawData);
        return false;
    }

    private static Uri? AddressOfIssuer(X509Certificate2 certificate)
    {
        try
        {
            return certificate.Extensions.Where(extension => extension.Oid?.Value == AuthorityInformationAccess)
                .SelectMany(extension => new X509AuthorityInformationAccessExtension(extension.RawData, extension.Critical).EnumerateCAIssuersUris())
                .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null).OfType<Uri>().FirstOrDefault(url => url.Scheme == "http");
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record MissingIssuer(Uri Address, byte[] Name);
}
