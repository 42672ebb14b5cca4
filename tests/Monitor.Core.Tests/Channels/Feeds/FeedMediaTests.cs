using Monitor.Core.Channels.Feeds;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Tests.Channels.Feeds;

public class FeedMediaTests
{
    private static readonly Uri Base = new("https://rsshub.example.org/telegram/channel/example_union");

    [Fact]
    public void Parse_RssHub_ReadsTheMediaOfTheHtml()
    {
        var feed = Sample("rsshub-telegram.xml");
        Assert.Equal(TimeSpan.FromMinutes(5), feed.TimeToLive);
        Assert.Equal([(MediaKind.Video, "https://cdn.example.org/file/gate.mp4?token=a&n=1")], Media(feed.Items[0]));
        Assert.Equal([(MediaKind.Photo, "https://cdn.example.org/file/a.jpg"), (MediaKind.Photo, "https://t.me/file/b.jpg")], Media(feed.Items[1]));
        Assert.All(feed.Items[1].Media, media => Assert.True(media.IsEmbedded));
    }

    [Fact]
    public void Parse_EnclosureThatTheHtmlShowsToo_IsThereOnce()
    {
        var media = Sample("rsshub-telegram.xml").Items[2].Media;
        Assert.Equal(
            [("https://cdn.example.org/v/small.mp4", false, (MediaGap?)null), ("https://cdn.example.org/v/large", true, null), ("https://www.youtube-nocookie.com/embed/abc", true, MediaGap.PageOnlyVideo)],
            media.Select(one => (one.Url!, one.IsEmbedded, one.Gap)));
        Assert.All(media, one => Assert.Equal(MediaKind.Video, one.Kind));
    }

    [Fact]
    public void Parse_DirectionOverrideInATitle_IsKeptAsData() =>
        Assert.Equal("📹 At the gate \u202Ethis morning", Sample("rsshub-telegram.xml").Items[0].Title);

    [Fact]
    public void Parse_YouTube_HasOnePageOnlyVideoAndItsViews()
    {
        var item = Assert.Single(Sample("youtube.xml").Items);
        var video = Assert.Single(item.Media);
        Assert.Equal((MediaKind.Video, MediaGap.PageOnlyVideo), (video.Kind, video.Gap!.Value));
        Assert.Equal(("What happened", 1234L), (item.Text, item.Views));
    }

    [Fact]
    public void Parse_VideoPodcast_ReadsEachPlaceOnTheWeb()
    {
        var item = Assert.Single(Sample("podcast.xml").Items);
        Assert.Equal("Episode 1", item.Title);
        Assert.Equal([(MediaKind.Video, "https://media.example.org/1.m4v"), (MediaKind.Video, "https://media.example.org/1-low.mp4")], Media(item));
    }

    [Fact]
    public void Parse_AThousandPicturesInOneItem_AreBounded()
    {
        var html = string.Concat(Enumerable.Range(0, 1000).Select(n => $"&lt;img src='https://a.example.org/{n}.png'>"));
        Assert.Equal(200, Assert.Single(FeedParser.Parse($"<rss><channel><item><guid>1</guid><description>{html}</description></item></channel></rss>", Base).Items).Media.Count);
    }

    private static ReadFeed Sample(string name) => FeedParser.Parse(File.ReadAllText("Samples/feeds/" + name), Base);

    private static IEnumerable<(MediaKind, string)> Media(ReadPost post) => post.Media.Select(media => (media.Kind, media.Url!));
}
