using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads the items of a broken document one by one, so that a broken item, or an answer that was cut off, does not take its neighbours with it.</summary>
internal static partial class FeedSalvage
{
    /// <summary>The whole items with a problem for each that is not; null where the document is no feed or no item is whole.</summary>
    public static GatedFeed? Read(string text, IReadOnlyDictionary<string, string> prefixes)
    {
        if (RootPattern().Match(text) is not { Success: true } root) return null;
        var problems = new List<ReadProblem>();
        var items = new List<XElement>();
        var wrap = root.Groups[1].Value;
        foreach (var (number, item) in Slices(text).Index())
        {
            if (number >= FeedGate.MaxItems) throw FeedGate.TooManyItems();
            if (Load(root.Value, item, wrap, prefixes)?.Elements().FirstOrDefault() is { } whole) items.Add(whole);
            else problems.Add(new ReadProblem((number + 1).ToString(CultureInfo.InvariantCulture), "XmlBroken"));
        }

        if (items.Count == 0) return null;
        if (problems.Count == 0) problems.Add(new ReadProblem("feed", "XmlBroken"));
        var head = Head(text, root, prefixes);
        head.Root!.Add(items);
        return new GatedFeed(head, problems);
    }

    /// <summary>From each item's first tag to its last; the last slice may have no end.</summary>
    private static IEnumerable<string> Slices(string text)
    {
        for (var start = ItemPattern().Match(text); start.Success;)
        {
            var end = $"</{start.Groups[1].Value}>";
            var next = ItemPattern().Match(text, start.Index + start.Length);
            var limit = next.Success ? next.Index : text.Length;
            var at = text.LastIndexOf(end, limit - 1, limit - start.Index, StringComparison.Ordinal);
            yield return at < 0 ? text[start.Index..limit] : text[start.Index..(at + end.Length)];
            start = next;
        }
    }

    /// <summary>What stands before the first item, such as the feed's title; only the root where that is broken too.</summary>
    private static XDocument Head(string text, Match root, IReadOnlyDictionary<string, string> prefixes)
    {
        var first = ItemPattern().Match(text);
        var before = text[(root.Index + root.Length)..first.Index];
        var document = Load(root.Value, before, root.Groups[1].Value, prefixes) ?? Load(root.Value, before + "</channel>", root.Groups[1].Value, prefixes) ?? Load(root.Value, "", root.Groups[1].Value, prefixes);
        return new XDocument(document ?? new XElement("rss"));
    }

    private static XElement? Load(string rootTag, string inner, string rootName, IReadOnlyDictionary<string, string> prefixes)
    {
        try
        {
            return FeedGate.Load($"{rootTag}{inner}</{rootName}>", prefixes).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    // Bounded, since it stands before each item that is read by itself.
    [GeneratedRegex("^\\n*<((?:[A-Za-z_][A-Za-z0-9_.-]*:)?(?:rss|RDF|feed))(?:\\s[^<>]{0,8000})?>")]
    private static partial Regex RootPattern();

    [GeneratedRegex("<((?:[A-Za-z_][A-Za-z0-9_.-]*:)?(?:item|entry))(?:\\s[^<>]*)?>")]
    private static partial Regex ItemPattern();
}
