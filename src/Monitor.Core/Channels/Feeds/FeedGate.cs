using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Lets XML of unknown origin in: no DTD, no resolver, bounded length, depth and number of items. Only what passed is given to a feed library.</summary>
public static partial class FeedGate
{
    /// <summary>Most characters of a feed: 10 M.</summary>
    public const int MaxCharacters = 10_000_000;

    /// <summary>Deepest nesting of elements: 64.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most items of a feed: 5,000.</summary>
    public const int MaxItems = 5000;

    /// <summary>Reads the text. Throws <see cref="SourceRefusedException"/> with what was wrong.</summary>
    public static XDocument Read(string text)
    {
        if (text.Length > MaxCharacters) throw new SourceRefusedException(OutcomeReason.PageTooLarge, $"The feed has more than {MaxCharacters} characters.");
        var bare = WithoutDoctype(text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n', '\0'));
        if (!bare.StartsWith('<')) throw new SourceRefusedException(OutcomeReason.NotAFeed, "This is no XML. Give the address of an RSS or Atom feed.");
        try
        {
            return Load(bare);
        }
        catch (XmlException)
        {
            return LoadMended(Mend(bare));
        }
    }

    private static XDocument LoadMended(string mended)
    {
        try
        {
            return Load(mended);
        }
        catch (XmlException fault)
        {
            throw new SourceRefusedException(OutcomeReason.NotAFeed, $"The XML is broken at line {fault.LineNumber}, position {fault.LinePosition}.", fault);
        }
    }

    private static XDocument Load(string text)
    {
        CheckShape(text);
        using var reader = MakeReader(text);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static void CheckShape(string text)
    {
        using var reader = MakeReader(text);
        var items = 0;
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth) throw new SourceRefusedException(OutcomeReason.PageTooDeep, $"The feed nests more than {MaxDepth} elements.");
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "item" or "entry" && ++items > MaxItems)
                throw new SourceRefusedException(OutcomeReason.PageTooLarge, $"The feed has more than {MaxItems} items.");
        }
    }

    private static XmlReader MakeReader(string text) => XmlReader.Create(new StringReader(text), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        MaxCharactersFromEntities = 0,
    });

    /// <summary>Cuts out one document type declaration, its internal subset included, so that no entity is ever declared.</summary>
    private static string WithoutDoctype(string text)
    {
        var start = text.AsSpan(0, Math.Min(text.Length, 4096)).IndexOf("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
        if (start < 0) return text;
        var subset = 0;
        for (var at = start; at < text.Length; at++)
        {
            if (text[at] == '[') subset++;
            else if (text[at] == ']') subset--;
            else if (text[at] == '>' && subset <= 0) return string.Concat(text.AsSpan(0, start), text.AsSpan(at + 1));
        }

        throw new SourceRefusedException(OutcomeReason.NotAFeed, "The XML's document type declaration does not end.");
    }

    /// <summary>Mends what feeds get wrong most: characters that XML forbids, HTML's named entities, bare ampersands, text around the document.</summary>
    private static string Mend(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1])) clean.Append(text[at]).Append(text[++at]);
            else if (XmlConvert.IsXmlChar(text[at])) clean.Append(text[at]);
        }

        var end = clean.ToString().LastIndexOf('>');
        var trimmed = end < 0 ? clean.ToString() : clean.ToString(0, end + 1);
        return AmpersandPattern().Replace(trimmed, match => match.Value switch
        {
            "&" => "&amp;",
            "&amp;" or "&lt;" or "&gt;" or "&quot;" or "&apos;" => match.Value,
            var entity when entity.StartsWith("&#", StringComparison.Ordinal) => IsCharacter(entity) ? entity : "",
            var entity => System.Net.WebUtility.HtmlDecode(entity) is var known && known != entity ? known.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal) : "&amp;" + entity[1..],
        });
    }

    private static bool IsCharacter(string reference)
    {
        var decoded = System.Net.WebUtility.HtmlDecode(reference);
        return decoded != reference && decoded.All(c => char.IsSurrogate(c) || XmlConvert.IsXmlChar(c));
    }

    [GeneratedRegex("&(#[0-9]{1,8};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?")]
    private static partial Regex AmpersandPattern();
}
