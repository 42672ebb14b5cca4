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
    private static readonly string[] Roots = ["rss", "rdf", "feed", "channel", "entry"];

    /// <summary>Throws <see cref="SourceRefusedException"/> where the text is no feed; an item that cannot be read is a problem, not the end.</summary>
    public static ReadFeed Parse(string text, Uri baseUrl)
    {
        var gated = FeedGate.Read(text);
        FeedNames.SetRight(gated.Document);
        var root = gated.Document.Root!;
        if (!Roots.Contains(root.Name.LocalName, StringComparer.OrdinalIgnoreCase))
            throw new SourceRefusedException(OutcomeReason.NotAFeed, $"The document is <{Shorten(root.Name.LocalName)}>, not a feed. Give the address of an RSS, Atom or JSON feed.");
        var elements = root.DescendantsAndSelf().Where(element => element.Name.LocalName is "item" or "entry" && IsTopItem(element)).ToList();
        var library = ReadWithLibrary(root, elements.Count);
        var items = new List<ReadPost>();
        var problems = gated.Problems.ToList();
        var language = FeedHead.Language(root);
        foreach (var (number, element) in elements.Index())
        {
            try
            {
                items.Add(FeedItemParser.Read(element, library?[number], baseUrl, language, problems));
            }
            catch (Exception fault) when (fault is FormatException or ArgumentException or InvalidOperationException or XmlException or NullReferenceException)
            {
                problems.Add(new ReadProblem((number + 1).ToString(CultureInfo.InvariantCulture), fault.GetType().Name));
            }
        }

        return new ReadFeed(FeedHead.Format(root), FeedHead.Title(root), DistinctItems.Of(WithoutClock(items), problems), problems, FeedHead.TimeToLive(root)) { OlderPage = FeedHead.OlderPage(root, baseUrl) };
    }

    /// <summary>Several items of one date have the date at which the feed was built: that moves by itself.</summary>
    private static List<ReadPost> WithoutClock(List<ReadPost> items) =>
        items.Count > 1 && items.TrueForAll(item => item.PublishedAt == items[0].PublishedAt) ? items.ConvertAll(item => item with { IsDateOfChange = true }) : items;

    /// <summary>The library's view of each item, or null where it faults on this document or sees other items than there are.</summary>
    private static IList<FeedItem>? ReadWithLibrary(XElement root, int count)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            var items = FeedReader.ReadFromByteArray(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + root.ToString(SaveOptions.DisableFormatting))).Items;
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
        element.Parent is not { } parent || parent.Name.LocalName is "channel" or "feed" or "RDF" or "rdf" or "rss" or "items";

    private static string Shorten(string text) => text.Length > 200 ? text[..200] : text;
}
