using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Tests.Setting;
using Monitor.Core.Channels;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;

namespace Monitor.App.Tests.Ingest;

/// <summary>Downloads whose address has expired or is gone, and what is recorded of a TLS server.</summary>
public sealed class DownloadTests
{
    [Fact]
    public async Task Download_ExpiredAddress_IsFetchedByTheFreshOneOfThePage()
    {
        await using var server = await ReplayServer.StartAsync();
        var clip = await TestMedia.ClipAsync("testsrc2=s=160x90:r=10", 1);
        MapPage(server);
        server.Map("/v.mp4", async http =>
        {
            if (http.Request.Query["token"] != "fresh") http.Response.StatusCode = 403;
            else await http.Response.Body.WriteAsync(clip);
        });
        using var folder = new TestFolder(TestFolder.Pipeline(("one", "telegram", server.Origin + "/s/one")));
        var run = await MonitorProcess.RunAsync(folder, server.Opening, "ingest", "--once");
        Assert.True(run.Code == 0, run.Errors);
        await using var db = FolderDatabase.Open(folder);
        Assert.Equal(ContentHash.Of(clip).Hex, (await db.MediaItems.SingleAsync()).ContentHash);
        Assert.Equal(["/v.mp4?token=stale", "/v.mp4?token=fresh"], server.Requests.Select(request => request.Path).Where(path => path.StartsWith("/v.mp4", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Download_GoneForGood_LeavesAGapAndAFailedRow()
    {
        await using var server = await ReplayServer.StartAsync();
        MapPage(server);
        using var folder = new TestFolder(TestFolder.Pipeline(("one", "telegram", server.Origin + "/s/one")));
        await MonitorProcess.RunAsync(folder, server.Opening, "ingest", "--once");
        await using var db = FolderDatabase.Open(folder);
        Assert.Equal((StageState.Failed, OutcomeReason.MediaGone), await db.StageRuns.Where(row => row.Stage == StageKind.Download).Select(row => new ValueTuple<StageState, OutcomeReason?>(row.State, row.Reason)).SingleAsync());
        Assert.Equal(1, await db.CoverageGaps.CountAsync(gap => gap.Cause == GapCause.MediaGone));
        Assert.Equal(MediaGap.Gone, (await db.PostMedia.SingleAsync()).Gap);
    }

    [Fact]
    public async Task Poll_TlsServer_RecordsItsAddressAndCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), DateTimeOffset.FromUnixTimeSeconds(2_500_000_000));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var server = builder.Build();
        server.Run(http => http.Response.WriteAsync("<rss version=\"2.0\"><channel><title>t</title><item><guid>1</guid><title>x</title></item></channel></rss>"));
        await server.StartAsync();
        var origin = server.Urls.First();
        using var folder = new TestFolder(TestFolder.Pipeline(("one", "feed", origin + "/feed"))).Begun();
        var opening = new Dictionary<string, string> { ["Fetching__LoopbackOpenings__0"] = new Uri(origin).Authority };
        Assert.Equal(2, (await MonitorProcess.RunAsync(folder, opening, "poll", "one")).Code);

        var trusted = Path.Combine(folder.Path, "trusted.pem");
        await File.WriteAllTextAsync(trusted, made.ExportCertificatePem());
        var poll = await MonitorProcess.RunAsync(folder, opening, new Dictionary<string, string> { ["SSL_CERT_FILE"] = trusted }, "poll", "one");
        Assert.True(poll.Code == 0, poll.Errors + poll.Output);
        await using var db = FolderDatabase.Open(folder);
        var exchanges = await db.Exchanges.OrderBy(exchange => exchange.Id).ToListAsync();
        Assert.Equal(Core.Fetching.FetchRefusal.TlsFailed, exchanges[0].Refusal);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(made.RawData)), "127.0.0.1", "direct"), (exchanges[1].CertificateHash, exchanges[1].ServerAddress, exchanges[1].EgressMode));
    }

    /// <summary>A page whose video carries a stale token, until the post is asked for by itself.</summary>
    private static void MapPage(ReplayServer server) => server.Map("/s/one", http =>
    {
        var token = http.Request.Query.ContainsKey("before") ? "fresh" : "stale";
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"<main class=\"tgme_main\" data-url=\"/s/one\"><section class=\"tgme_channel_history\"><div class=\"tgme_widget_message\" data-post=\"one/7\"><a class=\"tgme_widget_message_video_player\"><video src=\"{server.Origin}/v.mp4?token={token}\"></video></a><div class=\"tgme_widget_message_text\">x</div></div></section></main>")).AsTask();
    });
}
