using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Monitor.Benchmarks.Polls;

/// <summary>Preview pages of any number of channels on as many ports as there are hosts; 304 to who has the current one.</summary>
internal sealed class PolledSite : IAsyncDisposable
{
    private const int Posts = 20;
    private readonly WebApplication app;
    private int version;

    private PolledSite(WebApplication app) => this.app = app;

    public IReadOnlyList<string> Endpoints => [.. app.Urls.Select(url => new Uri(url).Authority)];

    public static async Task<PolledSite> StartAsync(int hosts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            for (var host = 0; host < hosts; host++) kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var site = new PolledSite(app);
        app.Run(site.AnswerAsync);
        await app.StartAsync();
        return site;
    }

    /// <summary>Edits the newest post of every channel.</summary>
    public void Change() => version++;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var etag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";
        http.Response.Headers.ETag = etag;
        if (http.Request.Headers.IfNoneMatch == etag)
        {
            http.Response.StatusCode = 304;
            return;
        }

        var name = http.Request.Path.Value!.Split('/')[^1];
        var page = new StringBuilder($"<html><body><main class=\"tgme_main\" data-url=\"/{name}\"><section class=\"tgme_channel_history\">");
        for (var id = 1; id <= Posts; id++)
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"tgme_widget_message\" data-post=\"{name}/{id}\"><div class=\"tgme_widget_message_text\">Пост {id} канала {name}: рабочие завода просят о переговорах.{(id == Posts ? $" Правка {version}." : "")}</div><div class=\"tgme_widget_message_footer\"><span class=\"tgme_widget_message_views\">{id}K</span><time datetime=\"2026-01-{id:00}T10:00:00+00:00\"></time></div></div>");
        var body = Encoding.UTF8.GetBytes(page.Append("</section></main></body></html>").ToString());
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body);
    }
}
