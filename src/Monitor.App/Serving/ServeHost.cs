using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Monitor.App.Accounts;
using Monitor.App.Api;
using Monitor.App.Commands;
using Monitor.App.Data;
using Monitor.App.Dossiers;
using Monitor.App.Jobs;
using Monitor.App.Overview;
using Monitor.App.Pages;
using Monitor.App.Searching;
using Monitor.App.Spreading;
using Monitor.App.Texts;

namespace Monitor.App.Serving;

/// <summary>The program as a server: pages, API and job workers in one process over one data folder.</summary>
public static class ServeHost
{
    /// <summary>Builds the server; the caller holds the folder's lock. Throws <see cref="UsageException"/> where the address may not be served.</summary>
    public static async Task<WebApplication> StartAsync(DataFolder folder, string? listen, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ServeHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
            EnvironmentName = Environments.Production,
        });
        OwnerSetup.Configure(builder, folder, FolderNeeds.Jobs);
        if (listen is not null) builder.Configuration.AddInMemoryCollection([new("Serve:Listen", listen)]);
        var options = builder.Configuration.GetSection(ServeOptions.Section).Get<ServeOptions>() ?? new ServeOptions();
        var endpoint = ListenAddress.Check(options);
        CheckTimeZone(options.TimeZone);
        builder.Services.AddOptions<ServeOptions>().Bind(builder.Configuration.GetSection(ServeOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        Listen(builder.WebHost, endpoint, options);
        builder.Services.AddHostFiltering(filter => filter.AllowedHosts = Hosts(endpoint, options));
        builder.Services.AddMonitorAccounts(folder).AddMonitorTexts().AddMonitorPages().AddMonitorApi();
        var app = builder.Build();
        UseMonitor(app, options);
        await OwnerSetup.PrepareAsync(app.Services, FolderNeeds.Jobs, cancellationToken);
        await app.Services.GetRequiredService<PrepareAccounts>().RunAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        return app;
    }

    /// <summary>Names that a system left out, such as the old ones that Debian 13 moved to tzdata-legacy, would otherwise be found out by each page.</summary>
    private static void CheckTimeZone(string name)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out _))
            throw new UsageException($"Serve:TimeZone: this machine knows no time zone '{Core.LogText.Clean(name)}'. Name one as IANA spells it today, such as Europe/Minsk or Europe/Kyiv.");
    }

    /// <summary>Scheme, host and port that the server answers on.</summary>
    public static string Origin(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');

    private static List<string> Hosts(IPEndPoint endpoint, ServeOptions options)
    {
        var isPlainLoopback = IPAddress.IsLoopback(endpoint.Address) && options.TrustedProxies.Count == 0 && options.Certificate is null;
        return options.Hosts.Count > 0 || isPlainLoopback ? [.. options.Hosts, "localhost", "127.0.0.1", "[::1]"] : ["*"];
    }

    private static void Listen(IWebHostBuilder host, IPEndPoint endpoint, ServeOptions options) => host.UseKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 64 << 10;
        kestrel.Limits.MaxConcurrentConnections = 500;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Listen(endpoint, listen =>
        {
            if (options.Certificate is { } certificate) listen.UseHttps(ServerCertificate.Load(certificate, options.CertificateKey));
        });
    });

    /// <summary>The way of a request, outermost first.</summary>
    private static void UseMonitor(WebApplication app, ServeOptions options)
    {
        UseTrustedProxies(app, options);
        app.UseMiddleware<SafeHeaders>();
        app.UseHostFiltering();
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/error", "?status={0}");
        app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always, MinimumSameSitePolicy = SameSiteMode.Strict, HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.Always });
        app.UseStaticFiles();
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapRazorPages();
        app.MapStart();
        app.MapMonitorApi();
        app.MapMediaFiles();
        app.MapSearchFiles();
        app.MapDossierFiles();
        app.MapOverviewFiles();
        app.MapSpreadFiles();
        app.MapJobsDashboard();
    }

    /// <summary>Forwarded headers count only where they come from a proxy that the configuration names.</summary>
    private static void UseTrustedProxies(WebApplication app, ServeOptions options)
    {
        if (options.TrustedProxies.Count == 0) return;
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = options.TrustedProxies.Count };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in options.TrustedProxies) forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        app.UseForwardedHeaders(forwarded);
    }
}
