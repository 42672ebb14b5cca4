using System.Text.Json;
using Elastic.Transport;
using Monitor.Core.Archive.Indexing;
using Monitor.Core.Fetching.Tls;
using HttpMethod = Elastic.Transport.HttpMethod;

namespace Monitor.Scale.Elasticsearch;

/// <summary>The one way to the search cluster: requests and answers in JSON over Elastic's transport, which knows the nodes and tries another one where one is gone.</summary>
internal sealed class ClusterDoor : IDisposable
{
    private const string Json = "application/json", Lines = "application/x-ndjson";

    private readonly TransportConfigurationDescriptor settings;
    private readonly DistributedTransport<ITransportConfiguration> transport;

    public ClusterDoor(ElasticsearchOptions options)
    {
        var nodes = options.Urls.Select(url => new Uri(url)).ToList();
        settings = new TransportConfigurationDescriptor(nodes is [var one] ? new SingleNodePool(one) : new StaticNodePool(nodes), new HttpRequestInvoker((handler, _) => Tighten(handler, options.IsNearOnly)))
            .RequestTimeout(TimeSpan.FromSeconds(options.RequestSeconds)).DisableMetaHeader().DisableAutomaticProxyDetection().DisableDirectStreaming(false).EnableHttpCompression(false);
        if (options.CaCertificate is { } pem)
        {
            var authority = new PinnedAuthority(pem);
            settings.ServerCertificateValidationCallback((_, certificate, chain, errors) => authority.Trusts(certificate, chain, errors));
        }

        if (options.ApiKeyFile is { } keyFile) settings.Authentication(new ApiKey(File.ReadAllText(keyFile).Trim()));
        else if (options.User is { } user) settings.Authentication(new BasicAuthentication(user, File.ReadAllText(options.PasswordFile!).Trim()));
        transport = new DistributedTransport<ITransportConfiguration>(settings);
    }

    /// <summary>A node that sends us elsewhere would get the archive sent elsewhere, past the rules for addresses; a certificate names addresses that nobody is to ask; a resumed session joins connections.</summary>
    private static SocketsHttpHandler Tighten(HttpMessageHandler handler, bool isNearOnly)
    {
        if (handler is not SocketsHttpHandler sockets) throw new InvalidOperationException($"The transport uses {handler.GetType().Name}, of which it is not known what it asks.");
        sockets.AllowAutoRedirect = false;
        sockets.UseProxy = false;
        sockets.ActivityHeadersPropagator = null;
        sockets.SslOptions.AllowTlsResume = false;
        sockets.SslOptions.CertificateChainPolicy = ServerTrust.MakePolicy();
        if (isNearOnly) sockets.ConnectCallback = NearDial.ConnectAsync;
        return sockets;
    }

    public Task<Answer> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.GET, path, default, Json, cancellationToken);

    public Task<Answer> DeleteAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.DELETE, path, default, Json, cancellationToken);

    public Task<Answer> PutAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) => SendAsync(HttpMethod.PUT, path, body, Json, cancellationToken);

    public Task<Answer> PostAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) => SendAsync(HttpMethod.POST, path, body, Json, cancellationToken);

    public Task<Answer> PostLinesAsync(string path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => SendAsync(HttpMethod.POST, path, lines, Lines, cancellationToken);

    public void Dispose() => ((IDisposable)settings).Dispose();

    private async Task<Answer> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, string type, CancellationToken cancellationToken)
    {
        var request = new RequestConfiguration { ContentType = type, Accept = Json, ThrowExceptions = false };
        var response = await transport.RequestAsync<BytesResponse>(new EndpointPath(method, path), body.IsEmpty ? null : PostData.ReadOnlyMemory(body), null, request, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return response.ApiCallDetails.HttpStatusCode switch
        {
            null => throw new IndexUnavailableException("The search cluster does not answer.", response.ApiCallDetails.OriginalException),
            401 or 403 => throw new IndexUnavailableException("The search cluster refuses the credentials."),
            { } status => new Answer(status, response.Body ?? []),
        };
    }
}

/// <summary>What the cluster said.</summary>
internal sealed record Answer(int Status, byte[] Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Throws <see cref="IndexUnavailableException"/> where it is no JSON: a proxy's page, most likely.</summary>
    public JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(Body);
        }
        catch (JsonException)
        {
            throw new IndexUnavailableException("The search cluster answered with something that is no JSON.");
        }
    }

    /// <summary>The kind of error; never its text, which may hold content of posts.</summary>
    public string ErrorType
    {
        get
        {
            try
            {
                using var document = Parse();
                return document.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("type", out var type) ? type.GetString() ?? "" : "";
            }
            catch (IndexUnavailableException)
            {
                return "";
            }
        }
    }

    /// <summary>This answer, or <see cref="IndexUnavailableException"/> where the cluster did not do what was asked.</summary>
    public Answer OrThrow() => IsSuccess ? this : throw new IndexUnavailableException(Status == 404 ? "The search cluster has no such index." : $"The search cluster answered {Status} {ErrorType}");
}
