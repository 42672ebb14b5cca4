using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Monitor.Core.Fetching.Ways;

/// <summary>A small SOCKS5 client (RFC 1928, with user name and password of RFC 1929): it tells a proxy that is gone from a host that is. Names are resolved by the proxy.</summary>
internal static class SocksConnect
{
    /// <summary>A proxy that is there greets at once: 10 s. What comes after may take as long as the host does.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks for a connection to the host over a stream to the proxy. Throws <see cref="FetchRefusedException"/>: EgressUnavailable where the proxy does not greet, cuts,
    /// or speaks something else; ConnectFailed with the reply's code in words where the host could not be had.</summary>
    public static async Task RunAsync(Stream proxy, NetworkCredential circuit, DnsEndPoint host, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await GreetAsync(proxy, circuit, clock, cancellationToken);
            await proxy.WriteAsync(RequestOf(host), cancellationToken);
            var code = await ReadReplyAsync(proxy, cancellationToken);
            if (code != SocksReply.Succeeded) throw new FetchRefusedException(FetchRefusal.ConnectFailed, $"The host was not reached: {SocksReply.InWords(code)}.");
        }
        catch (Exception fault) when (fault is SocketException or IOException and not FetchRefusedException)
        {
            throw Unavailable("The proxy cut the connection", fault);
        }
    }

    private static async Task GreetAsync(Stream proxy, NetworkCredential circuit, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var mute = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(mute.Token, cancellationToken);
        try
        {
            await proxy.WriteAsync(new byte[] { 5, 1, 2 }, either.Token);
            if (await ReadAsync(proxy, 2, either.Token) is not [5, 2]) throw Unavailable("The proxy speaks no SOCKS5 with user names", null);
            byte[] name = Encoding.ASCII.GetBytes(circuit.UserName), word = Encoding.ASCII.GetBytes(circuit.Password);
            await proxy.WriteAsync((byte[])[1, (byte)name.Length, .. name, (byte)word.Length, .. word], either.Token);
            if (await ReadAsync(proxy, 2, either.Token) is not [_, 0]) throw Unavailable("The proxy did not take the user name", null);
        }
        catch (OperationCanceledException fault) when (mute.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable($"The proxy took the connection and said nothing for {Patience.TotalSeconds:0} seconds", fault);
        }
    }

    private static byte[] RequestOf(DnsEndPoint host)
    {
        var name = Encoding.ASCII.GetBytes(host.Host.Trim('[', ']'));
        if (name.Length > byte.MaxValue) throw new FetchRefusedException(FetchRefusal.BadUrl, "The host name is longer than 255 characters.");
        return [5, 1, 0, 3, (byte)name.Length, .. name, (byte)(host.Port >> 8), (byte)host.Port];
    }

    private static async Task<byte> ReadReplyAsync(Stream proxy, CancellationToken cancellationToken)
    {
        var head = await ReadAsync(proxy, 4, cancellationToken);
        if (head[0] != 5) throw Unavailable("The proxy answered something that is no SOCKS5", null);
        // Whoever refuses may close before it has told an address.
        if (head[1] != SocksReply.Succeeded) return head[1];
        var bound = head[3] switch
        {
            1 => 4,
            4 => 16,
            3 => (await ReadAsync(proxy, 1, cancellationToken))[0],
            _ => throw Unavailable("The proxy answered something that is no SOCKS5", null),
        };
        await ReadAsync(proxy, bound + 2, cancellationToken);
        return SocksReply.Succeeded;
    }

    private static async Task<byte[]> ReadAsync(Stream proxy, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await proxy.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    internal static FetchRefusedException Unavailable(string what, Exception? inner) => new(FetchRefusal.EgressUnavailable, what + "; nothing was sent directly.", inner);
}
