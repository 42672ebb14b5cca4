using System.Net;
using Monitor.Core.Fetching.Ways;

namespace Monitor.Core.Fetching;

/// <summary>What a request looks like: names, values and order of Tor Browser's headers when somebody opens an address, over HTTP/1.1; the same for all channels, ways and kinds of
/// things. Measured: docs/threat-model.md.</summary>
internal static class BrowserHeaders
{
    private const string Accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", AcceptLanguage = "en-US,en;q=0.5";

    public static HttpRequestMessage Make(FetchRequest request, Uri url, string userAgent)
    {
        var isTrustworthy = url.Scheme == Uri.UriSchemeHttps || AddressPolicy.IsOnion(url.IdnHost) || AddressPolicy.IsThisMachine(url.IdnHost);
        var message = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        void Add(string name, string? value)
        {
            if (value is not null) message.Headers.TryAddWithoutValidation(name, value);
        }

        Add("User-Agent", userAgent);
        Add("Accept", Accept);
        Add("Accept-Language", AcceptLanguage);
        Add("Accept-Encoding", isTrustworthy ? "gzip, deflate, br, zstd" : "gzip, deflate");
        Add("Sec-GPC", "1");
        Add("Connection", "keep-alive");
        Add("Upgrade-Insecure-Requests", "1");
        if (isTrustworthy)
        {
            Add("Sec-Fetch-Dest", "document");
            Add("Sec-Fetch-Mode", "navigate");
            Add("Sec-Fetch-Site", "none");
            Add("Sec-Fetch-User", "?1");
        }

        Add("Priority", "u=0, i");
        Add("If-Modified-Since", request.LastModified);
        Add("If-None-Match", request.ETag);
        return message;
    }
}
