using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Monitor.Core.Tests.Fetching;

/// <summary>A server on loopback that answers each connection with whatever bytes a test wants, at its own pace.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public RawServer(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        listener.Start();
        serving = ServeAsync(answer);
    }

    /// <summary>What was sent up to the end of the headers, and of a small body that came with them.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Requests { get; } = [];

    public string Endpoint => listener.LocalEndpoint.ToString()!;

    public Uri Url(string path) => new($"http://{Endpoint}{path}");

    public static Task WriteAsync(Stream stream, string text, CancellationToken token) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), token).AsTask();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(AnswerAsync(await listener.AcceptTcpClientAsync(stop.Token), answer));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task AnswerAsync(TcpClient client, Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var buffer = new byte[8192];
                var length = 0;
                do length += await stream.ReadAsync(buffer.AsMemory(length), stop.Token);
                while (length > 0 && !Encoding.Latin1.GetString(buffer, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal));
                Requests.Enqueue(Encoding.Latin1.GetString(buffer, 0, length));
                await answer(Encoding.Latin1.GetString(buffer, 0, length).Split(' ')[1], stream, stop.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                // The client, or the test, has ended.
            }
        }
    }
}
