using System.Xml;
using System.Xml.Linq;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Lets XML of unknown origin in: no DTD, no resolver, bounded length, depth and number of items. Only what passed is given to a feed library.</summary>
public static class FeedGate
{
    /// <summary>Most characters of a feed: 10 M.</summary>
    public const int MaxCharacters = 10_000_000;

    /// <summary>Deepest nesting of elements: 64.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most items of a feed: 5,000.</summary>
    public const int MaxItems = 5000;

    private static readonly Dictionary<string, string> NoPrefixes = [];

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        MaxCharactersFromEntities = 0,
    };

    /// <summary>Reads the text. Throws <see cref="SourceRefusedException"/> with what was wrong.</summary>
    public static GatedFeed Read(string text)
    {
        CheckLength(text);
        var bare = FeedMending.Quotes(FeedProlog.Cut(text));
        if (!bare.AsSpan().TrimStart('\n').StartsWith('<')) throw new SourceRefusedException(OutcomeReason.NotAFeed, "This is neither XML nor a JSON feed. Give the address of an RSS, Atom or JSON feed.");
        try
        {
            return new GatedFeed(Load(bare, NoPrefixes), []);
        }
        catch (XmlException)
        {
            return ReadMended(FeedMending.Text(bare));
        }
    }

    internal static void CheckLength(string text)
    {
        if (text.Length > MaxCharacters) throw new SourceRefusedException(OutcomeReason.PageTooLarge, $"The feed has more than {MaxCharacters} characters.");
    }

    internal static SourceRefusedException TooManyItems() => new(OutcomeReason.PageTooLarge, $"The feed has more than {MaxItems} items.");

    internal static SourceRefusedException TooDeep() => new(OutcomeReason.PageTooDeep, $"The feed nests more than {MaxDepth} elements.");

    /// <summary>One document or one part of a broken one, within the limits. Throws <see cref="XmlException"/> where it is ill-formed.</summary>
    internal static XDocument Load(string text, IReadOnlyDictionary<string, string> prefixes)
    {
        using (var reader = MakeReader(text, prefixes)) CheckShape(reader);
        using (var reader = MakeReader(text, prefixes)) return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static GatedFeed ReadMended(string mended)
    {
        var prefixes = FeedMending.Prefixes(mended);
        try
        {
            return new GatedFeed(Load(mended, prefixes), []);
        }
        catch (XmlException fault)
        {
            return FeedSalvage.Read(mended, prefixes) ?? throw new SourceRefusedException(OutcomeReason.NotAFeed, $"The XML is broken at line {fault.LineNumber}, position {fault.LinePosition}.", fault);
        }
    }

    private static void CheckShape(XmlReader reader)
    {
        var items = 0;
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth) throw TooDeep();
            if (reader.NodeType == XmlNodeType.Element && FeedNames.IsItem(reader.LocalName) && ++items > MaxItems) throw TooManyItems();
        }
    }

    private static XmlReader MakeReader(string text, IReadOnlyDictionary<string, string> prefixes)
    {
        // Of each reader its own: one that faults leaves the scopes that it opened.
        var names = new XmlNamespaceManager(new NameTable());
        foreach (var (prefix, address) in prefixes) names.AddNamespace(prefix, address);
        return XmlReader.Create(new StringReader(text), Settings, new XmlParserContext(names.NameTable, names, null, XmlSpace.None));
    }
}

/// <summary>XML that passed the gate.</summary>
/// <param name="Problems">Parts of a broken document that could not be read.</param>
public sealed record GatedFeed(XDocument Document, IReadOnlyList<ReadProblem> Problems);
