using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Monitor.Core.Fetching.Tls;

namespace Monitor.Scale.Elasticsearch;

/// <summary>Trusts certificates of one authority and no other; the host name must fit besides.</summary>
internal sealed class PinnedAuthority(string pemFile)
{
    private readonly X509Certificate2 authority = X509Certificate2.CreateFromPem(File.ReadAllText(pemFile));

    public bool Trusts(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
        using var chain = new X509Chain { ChainPolicy = ServerTrust.MakePolicy() };
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        using var own = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(own);
    }
}
