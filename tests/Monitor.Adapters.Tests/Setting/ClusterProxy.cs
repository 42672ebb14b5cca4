using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Monitor.Adapters.Tests.Setting;

/// <summary>Stands before a search server: speaks TLS with a certificate of its own authority, asks for credentials, and can be short of room.</summary>
internal sealed class ClusterProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler());
    private readonly string target;

    private ClusterProxy(WebApplication app, string target) => (this.app, this.target) = (app, target);

    /// <summary>The header that it asks for; null asks for none.</summary>
    public string? Authorization { get; set; }

    /// <summary>Of a bulk request, which items are answered 429 and go no further: the request's number from 1, the item's from 0.</summary>
    public Func<int, int, bool> HasNoRoom { get; set; } = (_, _) => false;

    /// <summary>What it answers instead of the server: status, a header and its value, and the body.</summary>
    public (int Status, string Header, string Value, string Body)? Instead { get; set; }

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Bulk requests so far.</summary>
    public int Bulks { get; private set; }

    public string Origin => app.Urls.First().TrimEnd('/').Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public static async Task<ClusterProxy> StartAsync(string target, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate);
            });
        });
        var app = builder.Build();
        var proxy = new ClusterProxy(app, target);
        app.Run(proxy.AnswerAsync);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>An authority, and a certificate for localhost that it has signed. The authority as PEM.</summary>
    public static (string Authority, X509Certificate2 Certificate) MakeCertificate()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(root, now.AddHours(-1), now.AddHours(12), RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return (root.ExportCertificatePem(), X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests++;
        if (Instead is var (status, header, value, text))
        {
            context.Response.StatusCode = status;
            context.Response.Headers[header] = value;
            await context.Response.WriteAsync(text);
            return;
        }

        if (Authorization is { } wanted && context.Request.Headers.Authorization != wanted)
        {
            context.Response.StatusCode = 401;
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (context.Request.Path.Value!.EndsWith("/_bulk", StringComparison.Ordinal)) await AnswerBulkAsync(context, body);
        else await CopyAsync(await SendAsync(context, body), context);
    }

    private async Task AnswerBulkAsync(HttpContext context, string body)
    {
        Bulks++;
        var lines = body.TrimEnd('\n').Split('\n').Chunk(2).ToList();
        var passed = lines.Where((_, at) => !HasNoRoom(Bulks, at)).ToList();
        using var answer = passed.Count == 0 ? null : await SendAsync(context, string.Concat(passed.Select(pair => $"{pair[0]}\n{pair[1]}\n")));
        if (passed.Count == lines.Count)
        {
            await CopyAsync(answer!, context);
            return;
        }

        var items = answer is null ? [] : JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray().Select(item => item!.DeepClone()).ToList();
        var all = new JsonArray();
        var next = 0;
        for (var at = 0; at < lines.Count; at++)
            all.Add(HasNoRoom(Bulks, at) ? JsonNode.Parse("""{"index":{"status":429,"error":{"type":"es_rejected_execution_exception","reason":"rejected"}}}""") : items[next++]);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject { ["errors"] = true, ["items"] = all }.ToJsonString());
    }

    private async Task<HttpResponseMessage> SendAsync(HttpContext context, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target + context.Request.Path + context.Request.QueryString);
        if (body.Length > 0) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-ndjson".Equals(context.Request.ContentType, StringComparison.Ordinal) ? "application/x-ndjson" : "application/json");
        return await http.SendAsync(request, default);
    }

    private static async Task CopyAsync(HttpResponseMessage answer, HttpContext context)
    {
        using (answer)
        {
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
        }
    }
}
