using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Monitor.Core.Tests.Fetching;

namespace Monitor.App.Tests.Setting;

/// <summary>An https site on loopback, reached by its names through a proxy; it sends its own certificate alone, as many sites do that leave the intermediate one out.</summary>
internal sealed class TlsSite : IAsyncDisposable
{
    private readonly WebApplication app;

    private TlsSite(WebApplication app) => this.app = app;

    public string Endpoint => new Uri(app.Urls.First()).Authority;

    /// <param name="isWhole">True where the intermediate certificate is sent as well.</param>
    public static async Task<TlsSite> StartAsync(TestAuthority authority, bool isWhole, Func<HttpContext, Task> answer)
    {
        var context = SslStreamCertificateContext.Create(authority.Leaf, isWhole ? [authority.Intermediate] : null, offline: true);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = context }) })));
        var app = builder.Build();
        app.Run(answer.Invoke);
        await app.StartAsync();
        return new TlsSite(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
