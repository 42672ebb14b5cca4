using System.Text;
using Monitor.Core.Tests.Fetching;

namespace Monitor.Core.Tests.Setting;

/// <summary>A site on loopback: what each path answers is set by the test; 404 otherwise.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly RawServer server;

    public TestSite() => server = new RawServer(async (path, stream, token) =>
    {
        lock (Asked) Asked.Add(path);
        var (status, type, body) = IsDown ? (503, "text/plain", []) : Answers.TryGetValue(path, out var set) ? set : (404, "text/plain", []);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), token);
        await stream.WriteAsync(body, token);
    });

    public string Endpoint => server.Endpoint;

    public Dictionary<string, (int Status, string Type, byte[] Body)> Answers { get; } = new(StringComparer.Ordinal);

    public List<string> Asked { get; } = [];

    /// <summary>True where every path answers 503.</summary>
    public bool IsDown { get; set; }

    public string Url(string path) => server.Url(path).AbsoluteUri;

    public void Set(string path, string body, string type = "text/html; charset=utf-8", int status = 200) => Answers[path] = (status, type, Encoding.UTF8.GetBytes(body));

    /// <summary>A feed of items with these ids, each with a page of its own.</summary>
    public void Feed(string path, params IEnumerable<string> ids)
    {
        Set(path, "<rss version=\"2.0\"><channel><title>t</title>" + string.Concat(ids.Select(id => $"<item><guid isPermaLink=\"false\">{id}</guid><title>item {id}</title><link>{Url("/" + id)}</link></item>")) + "</channel></rss>", "application/rss+xml");
        foreach (var id in ids) Set("/" + id, "page of " + id);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
