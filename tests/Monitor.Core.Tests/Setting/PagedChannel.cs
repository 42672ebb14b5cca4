using System.Globalization;
using System.Text;
using Monitor.Core.Tests.Fetching;

namespace Monitor.Core.Tests.Setting;

/// <summary>A preview page of a channel on loopback whose posts the test sets: twenty a page, newest last, with a link to older ones.</summary>
internal sealed class PagedChannel : IAsyncDisposable
{
    private const int PageSize = 20;
    private readonly RawServer server;

    public PagedChannel() => server = new RawServer(async (path, stream, token) =>
    {
        lock (Asked) Asked.Add(path);
        var (status, body) = Answer(path);
        var bytes = Encoding.UTF8.GetBytes(body);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"), token);
        await stream.WriteAsync(bytes, token);
    });

    public string Endpoint => server.Endpoint;

    public string Url => server.Url("/s/paged").AbsoluteUri;

    /// <summary>Ids that stand there, each with its text.</summary>
    public SortedDictionary<int, string> Posts { get; } = [];

    /// <summary>Paths that were asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Status of the answer to this path; 200 where null.</summary>
    public Func<string, int?> Fails { get; set; } = _ => null;

    public DateTimeOffset PublishedAt(int id) => new DateTimeOffset(2025, 12, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(id);

    public void Publish(int from, int to)
    {
        for (var id = from; id <= to; id++) Posts[id] = $"post {id.ToString(CultureInfo.InvariantCulture)}";
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private (string Status, string Body) Answer(string path)
    {
        if (Fails(path) is { } status) return ($"{status} No", "");
        if (path.Contains("embed=1", StringComparison.Ordinal))
            return ("200 OK", Posts.ContainsKey(int.Parse(path.Split('/')[^1].Split('?')[0], CultureInfo.InvariantCulture)) ? Message(int.Parse(path.Split('/')[^1].Split('?')[0], CultureInfo.InvariantCulture)) : "<div class=\"tgme_widget_message_error\">Post not found</div>");
        var before = path.Contains("before=", StringComparison.Ordinal) ? int.Parse(path.Split("before=")[1], CultureInfo.InvariantCulture) : int.MaxValue;
        var shown = Posts.Keys.Where(id => id < before).TakeLast(PageSize).ToList();
        var older = shown.Count > 0 && Posts.Keys.First() < shown[0] ? $"<a href=\"/s/paged?before={shown[0]}\" class=\"tme_messages_more js-messages_more\" data-before=\"{shown[0]}\"></a>" : "";
        return ("200 OK", $"<html><body><main class=\"tgme_main\" data-url=\"/paged\"><section class=\"tgme_channel_history\">{older}{string.Concat(shown.Select(Message))}</section></main></body></html>");
    }

    private string Message(int id) => string.Create(CultureInfo.InvariantCulture,
        $"<div class=\"tgme_widget_message\" data-post=\"paged/{id}\"><div class=\"tgme_widget_message_text\">{Posts[id]}</div><a class=\"tgme_widget_message_date\" href=\"https://t.me/paged/{id}\"><time datetime=\"{PublishedAt(id):yyyy-MM-ddTHH:mm:ss}+00:00\"></time></a></div>");
}
