using System.Globalization;
using AngleSharp.Html.Parser;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>When a value that was read equals a value that was stated; null where it does, else what differs.</summary>
internal static class CaseComparison
{
    /// <summary>Our titles are one line of plain text. The corpora state source text or HTML, so a statement holds as it stands or read as HTML.</summary>
    public static string? Title(string where, string? stated, string? read)
    {
        var line = Line(read ?? "");
        return line == Line(stated ?? "") || line == Line(new HtmlParser().ParseDocument(stated ?? "").Body!.TextContent) ? null : Differs(where + " title", stated, read);
    }

    public static string? Id(string where, string stated, string? read) => stated.Trim() == read?.Trim() ? null : Differs(where + " id", stated, read);

    /// <summary>A relative link is resolved against where the case came from: that is what a link in an archive is.</summary>
    public static string? Link(string where, string stated, string? read, Uri url) =>
        stated.Trim() == read || (Resolve(stated, url) is { } whole && whole == Resolve(read, url)) ? null : Differs(where + " link", stated, read);

    public static string? Instant(string where, DateTimeOffset stated, DateTimeOffset? read) =>
        read is { } at && Math.Abs((at - stated).TotalSeconds) < 1 ? null : Differs(where, stated.ToString("O", CultureInfo.InvariantCulture), read?.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>The same addresses in any order, each once.</summary>
    public static string? Enclosures(string where, IEnumerable<string> stated, IEnumerable<string> read, Uri url)
    {
        var expected = stated.Select(one => Resolve(one, url) ?? one).Distinct().Order(StringComparer.Ordinal).ToList();
        var actual = read.Select(one => Resolve(one, url) ?? one).Distinct().Order(StringComparer.Ordinal).ToList();
        return expected.SequenceEqual(actual) ? null : Differs(where + " enclosures", string.Join(' ', expected), string.Join(' ', actual));
    }

    public static string? Count(int stated, int read) => stated == read ? null : Differs("item count", stated.ToString(CultureInfo.InvariantCulture), read.ToString(CultureInfo.InvariantCulture));

    private static string? Resolve(string? link, Uri url) => link is not null && Uri.TryCreate(url, link.Trim(), out var whole) ? whole.AbsoluteUri : null;

    private static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Differs(string what, string? stated, string? read) => $"{what}: stated [{Shorten(stated)}], read [{Shorten(read)}]";

    private static string? Shorten(string? text) => text is { Length: > 120 } ? text[..120] + "…" : text;
}
