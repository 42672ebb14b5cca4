using System.Xml.Linq;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Resolves the addresses of a feed: against xml:base where it is http(s), else against the document's own address.</summary>
internal static class FeedAddress
{
    public static Uri Base(XElement element, Uri documentUrl)
    {
        var url = documentUrl;
        foreach (var holder in element.AncestorsAndSelf().Reverse())
            if ((string?)holder.Attribute(XNamespace.Xml + "base") is { } own && Http(own, url) is { } next) url = next;
        return url;
    }

    /// <summary>An http or https address, or null.</summary>
    public static Uri? Http(string? address, Uri baseUrl) =>
        address is { Length: > 0 and <= 4000 } && Uri.TryCreate(baseUrl, address.Trim(), out var url) && url.Scheme is "http" or "https" ? url : null;

    /// <summary>A link as it stands where it is whole, resolved where it is relative.</summary>
    public static string Absolute(string href, Uri baseUrl) =>
        Uri.TryCreate(href.Trim(), UriKind.Absolute, out var whole) && whole.Scheme != "file" ? href.Trim() : Http(href, baseUrl)?.AbsoluteUri ?? href.Trim();

    /// <summary>The older page that a feed names, unless that is the document itself.</summary>
    public static Uri? Older(string? address, Uri baseUrl, Uri documentUrl) =>
        Http(address, baseUrl) is { } older && WithoutFragment(older) != WithoutFragment(documentUrl) ? older : null;

    private static string WithoutFragment(Uri url) => url.IsAbsoluteUri ? url.GetLeftPart(UriPartial.Query) : url.OriginalString;
}
