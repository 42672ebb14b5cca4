using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CodeHollow.FeedReader;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads RSS and Atom: pure, from text to records. The library reads what the gate let in; where it faults, the item's own elements are read.</summary>
public static class FeedParser
{
    private static readonly string[] Roots = ["rss", "rdf", "feed", "channel"];

    /// <summary>Throws <see cref="SourceRefusedException"/> where the text is no feed; an item that cannot be read is a problem, not the end.</summary>
    public static ReadFeed Parse(string text, Uri baseUrl)
    {
        var document = FeedGate.Read(text);
        var root = document.Root!;
        if (!Roots.Contains(root.Name.LocalName, StringComparer.OrdinalIgnoreCase))
            throw new SourceRefusedException(OutcomeReason.NotAFeed, $"The document is <{Shorten(root.Name.LocalName)}>, not a feed. Give the address of an RSS or Atom feed.");
        var elements = root.Descendants().Where(element => element.Name.LocalName is "item" or "entry" && IsTopItem(element)).ToList();
        var library = ReadWithLibrary(document, elements.Count);
        var items = new List<ReadPost>();
        var problems = new List<ReadProblem>();
        foreach (var (number, element) in elements.Index())
        {
            try
            {
                items.Add(FeedItemParser.Read(element, library?[number], baseUrl));
            }
            catch (Exception fault) when (fault is FormatException or ArgumentException or InvalidOperationException or XmlException or NullReferenceException)
            {
                problems.Add(new ReadProblem((number + 1).ToString(CultureInfo.InvariantCulture), fault.GetType().Name));
            }
        }

        return new ReadFeed(Format(root), Title(root), Distinct(items, problems), problems, TimeToLive(root));
    }

    /// <summary>The library's view of each item, or null where it faults on this document or sees other items than there are.</summary>
    private static IList<FeedItem>? ReadWithLibrary(XDocument document, int count)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            var items = FeedReader.ReadFromByteArray(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + document.Root!.ToString(SaveOptions.DisableFormatting))).Items;
            return items?.Count == count ? items : null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The library throws bare exceptions of many kinds on valid feeds; the elements are read without it.
            return null;
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static bool IsTopItem(XElement element) =>
        element.Parent is { } parent && parent.Name.LocalName is "channel" or "feed" or "RDF" or "rdf" or "rss" or "items";

    private static List<ReadPost> Distinct(List<ReadPost> items, List<ReadProblem> problems)
    {
        var seen = new HashSet<string>();
        var kept = new List<ReadPost>();
        foreach (var item in items)
        {
            if (seen.Add(item.NativeId)) kept.Add(item);
            else if (kept.Find(other => other.NativeId == item.NativeId) is { } twin && PostFingerprint.Of(twin) != PostFingerprint.Of(item))
            {
                // One id for two different items: neither may be lost, so the second is known by its own content.
                var own = item with { NativeId = item.NativeId + "#" + PostFingerprint.Of(item)[..12] };
                if (seen.Add(own.NativeId)) kept.Add(own);
                problems.Add(new ReadProblem(Shorten(item.NativeId), "IdUsedTwice"));
            }
        }

        return kept;
    }

    private static string Format(XElement root)
    {
        var version = root.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "version")?.Value.Trim();
        return root.Name.LocalName.ToLowerInvariant() switch
        {
            "feed" => root.Name.NamespaceName.Contains("purl.org", StringComparison.Ordinal) ? "atom-0.3" : "atom-1.0",
            "rdf" => root.Name.NamespaceName.Length > 0 && root.Descendants().Any(element => element.Name.NamespaceName == "http://my.netscape.com/rdf/simple/0.9/") ? "rss-0.90" : "rss-1.0",
            _ => version is { Length: > 0 and < 8 } && version.All(c => char.IsAsciiDigit(c) || c == '.') ? "rss-" + version : "rss",
        };
    }

    private static string? Title(XElement root)
    {
        var holder = root.Elements().FirstOrDefault(element => element.Name.LocalName == "channel") ?? root;
        var title = holder.Elements().FirstOrDefault(element => element.Name.LocalName == "title");
        return title is null ? null : FeedText.Line(title);
    }

    private static TimeSpan? TimeToLive(XElement root)
    {
        var text = root.Elements().Elements().FirstOrDefault(element => element.Name.LocalName == "ttl")?.Value.Trim();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 ? TimeSpan.FromMinutes(Math.Min(minutes, 1440)) : null;
    }

    private static string Shorten(string text) => text.Length > 200 ? text[..200] : text;
}
