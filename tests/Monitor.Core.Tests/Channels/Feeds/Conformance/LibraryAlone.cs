using System.Globalization;
using CodeHollow.FeedReader;
using CodeHollow.FeedReader.Feeds;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>The feed library on the raw bytes, without our gate, decoding or fallback: what the corpora show of it by itself.</summary>
internal static class LibraryAlone
{
    public static CaseReading Read(byte[] bytes)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var feed = FeedReader.ReadFromByteArray(bytes);
        return new CaseReading(feed.Title, [.. feed.Items.Select(Item)]);
    }

    private static CaseItem Item(FeedItem item) => new(item.Id, item.Link, item.Title, Instant(item.PublishingDate),
        Instant((item.SpecificItem as AtomFeedItem)?.UpdatedDate), [.. Enclosures(item.SpecificItem).OfType<string>().Where(url => url.Length > 0)]);

    private static IEnumerable<string?> Enclosures(BaseFeedItem item) => item switch
    {
        AtomFeedItem atom => atom.Links.Where(link => link.Relation == "enclosure").Select(link => link.Href),
        MediaRssFeedItem media => media.Media.Select(one => one.Url).Concat(media.MediaGroups.SelectMany(group => group.Media).Select(one => one.Url)).Prepend(media.Enclosure?.Url),
        Rss20FeedItem rss => [rss.Enclosure?.Url],
        Rss092FeedItem rss => [rss.Enclosure?.Url],
        _ => [],
    };

    private static DateTimeOffset? Instant(DateTime? at) => at is { } time ? new DateTimeOffset(time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null;
}
