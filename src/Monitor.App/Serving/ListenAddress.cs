using System.Net;

namespace Monitor.App.Serving;

/// <summary>Decides whether an address may be served: loopback, or with TLS, or behind a declared proxy.</summary>
public static class ListenAddress
{
    /// <summary>Throws <see cref="UsageException"/> that says what to change.</summary>
    public static IPEndPoint Check(ServeOptions options)
    {
        if (!IPEndPoint.TryParse(options.Listen, out var endpoint) || endpoint.Port == 0 && !options.Listen.EndsWith(":0", StringComparison.Ordinal))
            throw new UsageException($"Serve:Listen is '{options.Listen}'; expected an address and a port, such as 127.0.0.1:5080.");
        if (options.Certificate is null != options.CertificateKey is null)
            throw new UsageException("Serve:Certificate and Serve:CertificateKey belong together: set both or none.");
        foreach (var proxy in options.TrustedProxies)
            if (!IPAddress.TryParse(proxy, out _)) throw new UsageException($"Serve:TrustedProxies names '{proxy}', which is no IP address.");
        if (!IPAddress.IsLoopback(endpoint.Address) && options.Certificate is null && options.TrustedProxies.Count == 0)
            throw new UsageException($"{options.Listen} can be reached from other machines, and passwords would cross the network in the clear. Set Serve:Certificate and Serve:CertificateKey, or name your TLS proxy in Serve:TrustedProxies, or listen on 127.0.0.1.");
        return endpoint;
    }
}
