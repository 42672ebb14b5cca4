using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Monitor.Core.Tests.Fetching;

/// <summary>A SOCKS5 proxy (RFC 1928, 1929) on loopback that behaves as the name that is asked for says: "r4.test" answers with code 4, "cut.test" closes, "halfmute.test" greets and never
/// answers; all others are connected to <see cref="Target"/>, or answered "ok" where there is none.</summary>
internal sealed class SocksStandIn : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public SocksStandIn()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public string Endpoint => listener.LocalEndpoint.ToString()!;

    /// <summary>Where connections to a host and port are really made; null where the proxy answers itself.</summary>
    public Func<string, int, string?> Target { get; init; } = (_, _) => null;

    /// <summary>Bytes that are sent instead of a greeting; nothing is said where they are empty. Null for the usual one.</summary>
    public byte[]? InsteadOfGreeting { get; init; }

    public ConcurrentQueue<SocksRequest> Seen { get; } = [];

    /// <summary>The first bytes that each connection sent through, in order.</summary>
    public ConcurrentQueue<(SocksRequest Request, byte[] Bytes)> FirstBytes { get; } = [];

    /// <summary>Completes when somebody has connected.</summary>
    public TaskCompletionSource Connected { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(AnswerAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Connected.TrySetResult();
                await TalkAsync(client.GetStream());
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
            {
                // The client, or the test, has ended.
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        await ReadAsync(stream, (await ReadAsync(stream, 2))[1]);
        if (InsteadOfGreeting is { } other)
        {
            await stream.WriteAsync(other, stop.Token);
            await Task.Delay(Timeout.Infinite, stop.Token);
        }

        await stream.WriteAsync(new byte[] { 5, 2 }, stop.Token);
        var user = Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 2))[1]));
        var password = Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
        await stream.WriteAsync(new byte[] { 1, 0 }, stop.Token);
        var host = Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 5))[4]));
        var port = await ReadAsync(stream, 2);
        var request = new SocksRequest(user, password, host, (port[0] << 8) | port[1], TimeProvider.System.GetUtcNow());
        Seen.Enqueue(request);
        var name = host.Split('.')[0];
        if (name == "cut") return;
        if (name == "halfmute") await Task.Delay(Timeout.Infinite, stop.Token);
        if (name.Length > 1 && name[0] == 'r' && byte.TryParse(name[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            await stream.WriteAsync(new byte[] { 5, code, 0, 1, 0, 0, 0, 0, 0, 0 }, stop.Token);
            return;
        }

        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 }, stop.Token);
        if (Target(host, request.Port) is { } target) await CarryAsync(request, stream, target);
        else await AnswerItselfAsync(request, stream);
    }

    private async Task AnswerItselfAsync(SocksRequest request, NetworkStream stream)
    {
        var buffer = new byte[8192];
        var length = 0;
        do length += await stream.ReadAsync(buffer.AsMemory(length), stop.Token);
        while (length > 0 && !Encoding.Latin1.GetString(buffer, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal));
        FirstBytes.Enqueue((request, buffer[..length]));
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray(), stop.Token);
    }

    private async Task CarryAsync(SocksRequest request, NetworkStream stream, string target)
    {
        using var onward = new TcpClient();
        await onward.ConnectAsync(IPEndPoint.Parse(target), stop.Token);
        var there = onward.GetStream();
        var first = new byte[8192];
        var length = await stream.ReadAsync(first, stop.Token);
        FirstBytes.Enqueue((request, first[..length]));
        await there.WriteAsync(first.AsMemory(0, length), stop.Token);
        await Task.WhenAny(stream.CopyToAsync(there, stop.Token), there.CopyToAsync(stream, stop.Token));
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, stop.Token);
        return bytes;
    }
}

/// <summary>What a proxy was asked for, and by what name.</summary>
internal sealed record SocksRequest(string User, string Password, string Host, int Port, DateTimeOffset At);
