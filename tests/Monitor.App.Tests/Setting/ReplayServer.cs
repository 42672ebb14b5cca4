using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Monitor.App.Tests.Setting;

/// <summary>A local server that answers as a channel's server does; counts and keeps what it was asked.</summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> answers = new();

    private ReplayServer(WebApplication app) => this.app = app;

    /// <summary>Each request: path with query, and the headers.</summary>
    public ConcurrentQueue<(string Path, IReadOnlyDictionary<string, string> Headers)> Requests { get; } = new();

    public string Origin => app.Urls.First().TrimEnd('/');

    /// <summary>The setting that opens the door to this server, and nothing else.</summary>
    public Dictionary<string, string> Opening => new() { ["Fetching__LoopbackOpenings__0"] = new Uri(Origin).Authority };

    public static async Task<ReplayServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new ReplayServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public void Map(string path, Func<HttpContext, Task> answer) => answers[path] = answer;

    /// <summary>Answers with these bytes and an ETag, and with 304 to whoever has them.</summary>
    public void Map(string path, byte[] body, string type)
    {
        var etag = "\"" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body))[..16] + "\"";
        Map(path, async http =>
        {
            http.Response.Headers.ETag = etag;
            if (http.Request.Headers.IfNoneMatch == etag)
            {
                http.Response.StatusCode = 304;
                return;
            }

            http.Response.ContentType = type;
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body);
        });
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task AnswerAsync(HttpContext http)
    {
        Requests.Enqueue((http.Request.Path + http.Request.QueryString, http.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (answers.TryGetValue(http.Request.Path, out var answer)) return answer(http);
        http.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
