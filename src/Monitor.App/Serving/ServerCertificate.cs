using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Monitor.App.Serving;

/// <summary>The certificate of our own pages, with the chain of its file. Kestrel by itself asks the addresses that a certificate names for issuers and OCSP answers, directly, when it
/// starts; offline it asks nobody.</summary>
internal static class ServerCertificate
{
    public static TlsHandshakeCallbackOptions Load(string certificateFile, string? keyFile)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificateFile);
        var context = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificateFile, keyFile), chain, offline: true);
        return new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = context }) };
    }
}
