using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Mends what feeds get wrong most: characters that XML forbids, HTML's named entities, bare ampersands, text around the document, prefixes nobody declared.</summary>
internal static partial class FeedMending
{
    private const int MaxPrefixes = 200;

    static FeedMending() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static readonly Dictionary<string, string> KnownPrefixes = new(StringComparer.Ordinal)
    {
        ["atom"] = "http://www.w3.org/2005/Atom",
        ["content"] = "http://purl.org/rss/1.0/modules/content/",
        ["dc"] = "http://purl.org/dc/elements/1.1/",
        ["dcterms"] = "http://purl.org/dc/terms/",
        ["itunes"] = "http://www.itunes.com/dtds/podcast-1.0.dtd",
        ["media"] = "http://search.yahoo.com/mrss/",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    };

    /// <summary>The text with its characters and references mended, from its first tag to its last.</summary>
    public static string Text(string text)
    {
        var clean = FeedCharacters.Clean(text);
        var end = clean.LastIndexOf('>');
        if (end >= 0) clean = clean[..(end + 1)];
        return AmpersandPattern().Replace(clean, match => match.Value switch
        {
            "&" => "&amp;",
            "&amp;" or "&lt;" or "&gt;" or "&quot;" or "&apos;" => match.Value,
            var entity when entity.StartsWith("&#", StringComparison.Ordinal) => IsCharacter(entity) ? entity : "",
            var entity => WebUtility.HtmlDecode(entity) is var known && known != entity ? known.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal) : "&amp;" + entity[1..],
        });
    }

    /// <summary>References to 128 to 159 are quotation marks and dashes of Windows-1252, as HTML reads them (WHATWG, 13.2.5.80); XML takes them for control characters.</summary>
    public static string Quotes(string text) => !text.Contains("&#", StringComparison.Ordinal) ? text : WindowsReference().Replace(text, match =>
        char.ToString(Encoding.GetEncoding(1252).GetChars([(byte)(match.Groups[1].Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : Convert.ToInt32(match.Groups[2].Value, 16))])[0]));

    /// <summary>An address for each prefix that the text uses, for where the text itself declares none.</summary>
    public static IReadOnlyDictionary<string, string> Prefixes(string text)
    {
        var prefixes = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var match = PrefixPattern().Match(text); match.Success && prefixes.Count < MaxPrefixes; match = match.NextMatch())
            if (match.Groups[1].Value is var prefix && !prefix.StartsWith("xml", StringComparison.OrdinalIgnoreCase)) prefixes[prefix] = KnownPrefixes.GetValueOrDefault(prefix, "urn:undeclared:" + prefix);
        return prefixes;
    }

    private static bool IsCharacter(string reference)
    {
        var decoded = WebUtility.HtmlDecode(reference);
        return decoded != reference && decoded.All(c => char.IsSurrogate(c) || XmlConvert.IsXmlChar(c));
    }

    [GeneratedRegex("&(#[0-9]{1,8};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?")]
    private static partial Regex AmpersandPattern();

    [GeneratedRegex("&#(?:0*(12[89]|1[345][0-9])|[xX]0*([89][0-9a-fA-F]));")]
    private static partial Regex WindowsReference();

    [GeneratedRegex("[<\\s]/?([A-Za-z_][A-Za-z0-9_.-]{0,60}):[A-Za-z_]")]
    private static partial Regex PrefixPattern();
}
