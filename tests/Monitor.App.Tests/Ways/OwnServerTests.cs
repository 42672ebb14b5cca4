using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Monitor.App.Tests.Setting;
using Monitor.Core.Tests.Fetching;

namespace Monitor.App.Tests.Ways;

/// <summary>The program's own server: its certificate makes it ask nobody, and the chain of its file is sent.</summary>
public sealed class OwnServerTests
{
    [Fact]
    public async Task Serve_CertificateThatNamesAddresses_AsksNoneAndSendsItsChain()
    {
        await using var trap = new RawServer((_, stream, token) => RawServer.WriteAsync(stream, "HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", token));
        using var authority = new TestAuthority(trap.Url("/issuer").AbsoluteUri, trap.Url("/").AbsoluteUri, "127.0.0.1");
        using var folder = new TestFolder(TestFolder.Pipeline());
        var (certificate, key) = (Path.Combine(folder.Path, "server.pem"), Path.Combine(folder.Path, "server.key"));
        await File.WriteAllTextAsync(certificate, authority.Leaf.ExportCertificatePem() + "\n" + authority.Intermediate.ExportCertificatePem() + "\n");
        await File.WriteAllTextAsync(key, authority.Leaf.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var settings = new Dictionary<string, string> { ["Serve__Certificate"] = certificate, ["Serve__CertificateKey"] = key };
        await using var monitor = await MonitorProcess.ServeAsync(folder, settings);
        Assert.StartsWith("https://127.0.0.1:", monitor.Origin, StringComparison.Ordinal);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(monitor.Origin).Port);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Root);
        (chain.ChainPolicy.DisableCertificateDownloads, chain.ChainPolicy.RevocationMode) = (true, X509RevocationMode.NoCheck);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", CertificateChainPolicy = chain.ChainPolicy });
        await tls.WriteAsync("GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(tls);
        Assert.Contains(" 200 OK", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Empty(trap.Requests);
    }
}
