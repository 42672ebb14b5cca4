using System.Collections.Concurrent;
using System.Net;

namespace Monitor.Core.Fetching;

/// <summary>Loopback endpoints that may be fetched although they are not public: set by an administrator, or by the demo
/// for as long as its channels exist. Empty by default.</summary>
public sealed class LoopbackOpenings
{
    private readonly ConcurrentDictionary<string, bool> open = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Opens one exact endpoint such as 127.0.0.1:18765; anything that is not loopback is refused.</summary>
    public void Open(string endpoint)
    {
        if (!IPEndPoint.TryParse(endpoint, out var parsed) || !IPAddress.IsLoopback(parsed.Address) || parsed.Port == 0)
            throw new ArgumentException($"'{endpoint}' is not a loopback address with a port, such as 127.0.0.1:18765.", nameof(endpoint));
        open[parsed.ToString()] = true;
    }

    public void Close(string endpoint) => open.TryRemove(endpoint, out _);

    public bool Allows(string host, int port) =>
        !open.IsEmpty && IPAddress.TryParse(host.Trim('[', ']'), out var address) && open.ContainsKey(new IPEndPoint(address, port).ToString());
}
