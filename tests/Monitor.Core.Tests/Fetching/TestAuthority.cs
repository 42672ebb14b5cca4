using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Monitor.Core.Tests.Fetching;

/// <summary>An authority with an intermediate one, and a server's certificate that names where its issuer, its OCSP answers and its revocation list are to be had.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly List<IDisposable> made = [];
    private long serial = 1;

    /// <param name="issuerUrl">The caIssuers address of the server's certificate.</param>
    /// <param name="statusUrl">Address of OCSP and of the revocation list, of the server's certificate and of the intermediate one.</param>
    /// <param name="names">Host names, or 127.0.0.1.</param>
    public TestAuthority(string issuerUrl, string statusUrl, params string[] names)
    {
        Root = Issue("CN=Test root", null, request => request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true)));
        Intermediate = Issue("CN=Test intermediate", Root, request =>
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
            Point(request, null, statusUrl);
        });
        Leaf = Issue("CN=server", Intermediate, request =>
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            foreach (var name in names)
                if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
                else alternatives.AddDnsName(name);
            request.CertificateExtensions.Add(alternatives.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
            Point(request, issuerUrl, statusUrl);
        });
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    public X509Certificate2 Leaf { get; }

    public void Dispose()
    {
        foreach (var one in made) one.Dispose();
    }

    private static void Point(CertificateRequest request, string? issuerUrl, string statusUrl)
    {
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([statusUrl + "ocsp"], issuerUrl is null ? [statusUrl + "issuer"] : [issuerUrl]));
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([statusUrl + "crl"]));
    }

    private X509Certificate2 Issue(string subject, X509Certificate2? issuer, Action<CertificateRequest> extend)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        extend(request);
        var (from, to) = (DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), DateTimeOffset.FromUnixTimeSeconds(2_500_000_000));
        using var bare = issuer is null ? null : request.Create(issuer, from, to, BitConverter.GetBytes(++serial));
        using var whole = bare?.CopyWithPrivateKey(key) ?? request.CreateSelfSigned(from, to);
        var loaded = X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
        made.AddRange([key, loaded]);
        return loaded;
    }
}
