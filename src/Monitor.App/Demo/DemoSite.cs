using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Data;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;

namespace Monitor.App.Demo;

/// <summary>Serves the demo's channels on one exact loopback port while they are active: that port is the only opening in the door, and it closes with them.</summary>
public sealed partial class DemoSite(IDbContextFactory<MonitorDbContext> contexts, LoopbackOpenings openings, DemoClips clips, DataFolder folder, TimeProvider clock, ILogger<DemoSite> log) : IHostedService, IDisposable
{
    public const int Port = 18765;

    private static readonly string Endpoint = "127.0.0.1:" + Port.ToString(CultureInfo.InvariantCulture);
    private WebApplication? site;
    private ITimer? watch;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await IsWantedAsync(cancellationToken)) return;
        try
        {
            await clips.MakeAsync(cancellationToken);
            site = Build(await MadeAtAsync(cancellationToken));
            await site.StartAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException or Monitor.Core.Media.DecodeException)
        {
            LogNotServed(fault.Message);
            return;
        }

        openings.Open(Endpoint);
        watch = clock.CreateTimer(_ => _ = CloseWhenUnwantedAsync(), null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        openings.Close(Endpoint);
        if (watch is not null) await watch.DisposeAsync();
        if (Interlocked.Exchange(ref site, null) is { } running)
        {
            await running.StopAsync(cancellationToken);
            await running.DisposeAsync();
        }
    }

    public void Dispose() => watch?.Dispose();

    private async Task CloseWhenUnwantedAsync()
    {
        if (site is null || await IsWantedAsync(CancellationToken.None)) return;
        await StopAsync(CancellationToken.None);
    }

    private async Task<bool> IsWantedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Channels.AnyAsync(channel => channel.Pipeline == PipelineDefinition.DemoName && channel.State == ChannelState.Active, cancellationToken);
    }

    private WebApplication Build(DateTimeOffset madeAt)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        var origin = "http://" + Endpoint;
        app.MapGet("/s/zavod_live", (HttpContext http) => Conditional(http, DemoPages.Preview(origin, madeAt), "text/html; charset=utf-8"));
        app.MapGet("/feed.xml", (HttpContext http) => Conditional(http, DemoPages.Feed(origin, madeAt, new FileInfo(Path.Combine(folder.Demo, "news.mp4")).Length), "application/rss+xml; charset=utf-8"));
        foreach (var file in new[] { "static.mp4", "report.mp4", "repost.mp4", "news.mp4", "album-1.jpg", "album-2.jpg" })
            app.MapGet("/" + file, () => Results.File(Path.Combine(folder.Demo, file), file.EndsWith(".mp4", StringComparison.Ordinal) ? "video/mp4" : "image/jpeg"));
        return app;
    }

    private static IResult Conditional(HttpContext http, string body, string type)
    {
        var etag = "\"" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..16] + "\"";
        http.Response.Headers.ETag = etag;
        return http.Request.Headers.IfNoneMatch == etag ? Results.StatusCode(304) : Results.Content(body, type, Encoding.UTF8);
    }

    /// <summary>Kept beside the clips, so that the posts' dates stay what they are.</summary>
    private async Task<DateTimeOffset> MadeAtAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder.Demo, "made-at");
        if (!File.Exists(file)) await File.WriteAllTextAsync(file, clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), cancellationToken);
        return DateTimeOffset.Parse(await File.ReadAllTextAsync(file, cancellationToken), CultureInfo.InvariantCulture);
    }

    [LoggerMessage(LogLevel.Warning, "The demo is not served: {Why}")]
    private partial void LogNotServed(string why);
}
