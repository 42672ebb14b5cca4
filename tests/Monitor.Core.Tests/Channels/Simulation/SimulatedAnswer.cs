using System.Globalization;
using System.Text;

namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>One HTTP answer of a simulated server.</summary>
internal sealed record SimulatedAnswer(int Status)
{
    public string Body { get; init; } = "";

    public string Type { get; init; } = "text/html; charset=utf-8";

    public string Headers { get; init; } = "";

    /// <summary>True where a body is announced and the connection ends before it.</summary>
    public bool IsCut { get; init; }

    public static SimulatedAnswer Of(SimulatedFailure failure, Uri channelPage) => failure switch
    {
        SimulatedFailure.ServerError => new SimulatedAnswer(500),
        SimulatedFailure.NotFound => new SimulatedAnswer(404),
        SimulatedFailure.TooManyRequests => new SimulatedAnswer(429) { Headers = "Retry-After: 600\r\n" },
        SimulatedFailure.PreviewDisabled => new SimulatedAnswer(302) { Headers = $"Location: {channelPage}\r\n" },
        _ => new SimulatedAnswer(200) { IsCut = true },
    };

    /// <summary>The page with its ETag, or 304 where the client has it.</summary>
    public static SimulatedAnswer Page(string etag, string? has, Func<string> render) =>
        new SimulatedAnswer(has == etag ? 304 : 200) { Headers = $"ETag: {etag}\r\nCache-Control: no-store\r\n", Body = has == etag ? "" : render() };

    public byte[] Bytes()
    {
        var body = Encoding.UTF8.GetBytes(Body);
        var length = IsCut ? 40_000 : body.Length;
        var announced = Status == 304 ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Type: {Type}\r\nContent-Length: {length}\r\n");
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} Simulated\r\n{announced}{Headers}\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
