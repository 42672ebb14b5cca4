using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>A server on loopback that is t.me for one simulated channel, at the instant that its clock shows.</summary>
internal sealed class SimulatedServer : IAsyncDisposable
{
    private readonly SimulatedChannel channel;
    private readonly TimeProvider clock;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<int, int> answers = new();
    private readonly ConcurrentDictionary<Task, bool> open = new();
    private readonly Task serving;

    public SimulatedServer(SimulatedChannel channel, TimeProvider clock)
    {
        (this.channel, this.clock) = (channel, clock);
        listener.Start();
        Endpoint = listener.LocalEndpoint.ToString()!;
        Url = At("/s/" + channel.Name);
        serving = ServeAsync();
    }

    /// <summary>Address and port, as <c>LoopbackOpenings.Open</c> takes them.</summary>
    public string Endpoint { get; }

    /// <summary>The channel's preview page.</summary>
    public Uri Url { get; }

    /// <summary>Answers so far, of every kind.</summary>
    public int Requests => answers.Values.Sum();

    public Uri PostUrl(int id) => At($"/{channel.Name}/{id}?embed=1");

    /// <summary>Answers so far with this status; a body that was cut short counts as 200.</summary>
    public int CountOf(int status) => answers.GetValueOrDefault(status);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private Uri At(string path) => new($"http://{Endpoint}{path}");

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var connection = ConverseAsync(await listener.AcceptTcpClientAsync(stop.Token));
                open[connection] = true;
                _ = connection.ContinueWith(ended => open.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open.Keys);
        }
    }

    /// <summary>Answers one request after another, until the client ends or an answer does.</summary>
    private async Task ConverseAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                var stream = client.GetStream();
                while (await ReadAsync(stream) is { } request)
                {
                    var answer = Answer(request);
                    answers.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
                    await stream.WriteAsync(answer.Bytes(), stop.Token);
                    if (answer.IsCut) return;
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                // The client, or the test, has ended.
            }
        }
    }

    /// <summary>The lines of a request without body; null where the client has none left.</summary>
    private async Task<string[]?> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[16 << 10];
        var length = 0;
        while (length < 4 || !buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), stop.Token);
            if (read == 0) return null;
            length += read;
        }

        return Encoding.Latin1.GetString(buffer, 0, length).Split("\r\n");
    }

    private SimulatedAnswer Answer(string[] request)
    {
        var now = clock.GetUtcNow();
        var target = request[0].Split(' ')[1];
        var path = target.Split('?')[0];
        if (path.StartsWith("/file/", StringComparison.Ordinal)) return new SimulatedAnswer(200) { Type = "application/octet-stream", Body = path };
        if (path == "/" + channel.Name) return new SimulatedAnswer(200) { Body = SimulatedPages.RenderWithoutPreview(channel) };
        var isPreview = path == Url.AbsolutePath;
        if (channel.OutageAt(now)?.Failure is { } failure && (isPreview || failure != SimulatedFailure.PreviewDisabled))
            return SimulatedAnswer.Of(failure, At("/" + channel.Name));
        var has = request.FirstOrDefault(line => line.StartsWith("If-None-Match:", StringComparison.OrdinalIgnoreCase))?.Split(':', 2)[1].Trim();
        if (isPreview)
        {
            int? before = Number(target.Split("?before=").ElementAtOrDefault(1));
            return SimulatedAnswer.Page(SimulatedPages.ETag(channel, now, before), has, () => SimulatedPages.Render(channel, now, before, Endpoint));
        }

        return path.StartsWith($"/{channel.Name}/", StringComparison.Ordinal) && Number(path.Split('/')[^1]) is { } id
            ? SimulatedAnswer.Page(SimulatedPages.PostETag(channel, now, id), has, () => SimulatedPages.RenderPost(channel, now, id, Endpoint))
            : new SimulatedAnswer(404);
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
