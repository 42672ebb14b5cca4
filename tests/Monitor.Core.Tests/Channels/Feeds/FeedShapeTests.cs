using Monitor.Core.Channels.Feeds;

namespace Monitor.Core.Tests.Channels.Feeds;

/// <summary>Older pages, broken documents, names and declarations: what surrounds the items.</summary>
public class FeedShapeTests
{
    private static readonly Uri Url = new("https://example.org/feed?page=1");

    [Theory]
    [InlineData("<link rel=\"next\" href=\"?page=2\"/>", "https://example.org/feed?page=2")]
    [InlineData("<link rel=\"prev-archive\" href=\"/2023.atom\"/><link rel=\"next\" href=\"/next\"/>", "https://example.org/next")]
    [InlineData("<link rel=\"prev-archive\" href=\"/2023.atom\"/>", "https://example.org/2023.atom")]
    [InlineData("<link rel=\"next\" href=\"2\" xml:base=\"https://archive.example.org/a/\"/>", "https://archive.example.org/a/2")]
    [InlineData("<link rel=\"next\" href=\"https://example.org/feed?page=1#top\"/>", null)]
    [InlineData("<link rel=\"next\" href=\"ftp://example.org/2\"/>", null)]
    [InlineData("<entry><id>1</id><link rel=\"next\" href=\"/2\"/></entry>", null)]
    [InlineData("", null)]
    public void Parse_PagesOfAtom_NameTheOlderOne(string inner, string? expected) =>
        Assert.Equal(expected, FeedParser.Parse($"<feed xmlns=\"http://www.w3.org/2005/Atom\">{inner}</feed>", Url).OlderPage?.AbsoluteUri);

    [Fact]
    public void Parse_PagesOfRss_NameTheOlderOne() => Assert.Equal("https://example.org/feed?page=2",
        FeedParser.Parse("<rss xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><atom:link rel=\"next\" href=\"?page=2\"/></channel></rss>", Url).OlderPage?.AbsoluteUri);

    [Fact]
    public void Parse_SeveralAlternates_TakesThePageThatAPersonOpens() => Assert.Equal("https://example.org/1", Assert.Single(FeedParser.Parse(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>1</id><link type=\"application/json\" href=\"/1.json\"/><link rel=\"alternate\" type=\"text/html\" href=\"/1\"/></entry></feed>", Url).Items).Url);

    [Fact]
    public void Parse_RssOne_KnowsAnItemByWhatItIsAbout()
    {
        var item = Assert.Single(FeedParser.Parse(
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel rdf:about=\"https://example.org/\"><title>t</title></channel>"
            + "<item rdf:about=\"https://example.org/article/7\"><title>One</title><link>https://tracker.example.net/r?m=7</link></item></rdf:RDF>", Url).Items);
        Assert.Equal(("https://example.org/article/7", "https://tracker.example.net/r?m=7"), (item.NativeId, item.Url));
    }

    [Fact]
    public void Parse_OneBrokenItem_LeavesItsNeighboursAndSaysSo()
    {
        var feed = FeedParser.Parse("<rss version=\"2.0\"><channel><title>A feed</title><item><guid>1</guid></item><item><guid>2</guid><title>a</b></item><item><guid>3</guid></item></channel></rss>", Url);
        Assert.Equal(["1", "3"], feed.Items.Select(item => item.NativeId));
        Assert.Equal(("A feed", "rss-2.0"), (feed.Title, feed.Format));
        Assert.Equal(("2", "XmlBroken"), (Assert.Single(feed.Problems).Item, feed.Problems[0].Reason));
    }

    [Fact]
    public void Parse_FeedThatWasCutOff_KeepsWholeItemsOnly()
    {
        var feed = FeedParser.Parse("<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://a.example.org/\"><title>A feed</title><entry><id>1</id><link href=\"x\"/></entry><entry><id>2</id><title>half", Url);
        Assert.Equal("https://a.example.org/x", Assert.Single(feed.Items).Url);
        Assert.Equal("2", Assert.Single(feed.Problems).Item);
    }

    [Fact]
    public void Parse_BrokenFeedOfManyOpenTags_EndsSoon()
    {
        var text = "<rss><channel>" + string.Concat(Enumerable.Repeat("<item><title>x</item>", 5000)) + "</channel></rss>";
        Assert.Throws<Core.Channels.SourceRefusedException>(() => FeedParser.Parse(text, Url));
    }

    [Fact]
    public void Parse_PrefixNobodyDeclared_LosesNothing()
    {
        var feed = FeedParser.Parse("<rss version=\"2.0\"><channel><item><guid>1</guid><dc:date>2024-09-03T10:00:00Z</dc:date><media:content url=\"https://a.example.org/1.mp4\"/><x:y z:w=\"1\"/></item></channel></rss>", Url);
        var item = Assert.Single(feed.Items);
        Assert.Equal(new DateTimeOffset(2024, 9, 3, 10, 0, 0, TimeSpan.Zero), item.PublishedAt);
        Assert.Equal("https://a.example.org/1.mp4", Assert.Single(item.Media).Url);
    }

    [Fact]
    public void Parse_NamesInAnyCase_AreRead()
    {
        var item = Assert.Single(FeedParser.Parse("<RSS><CHANNEL><ITEM><Title>a</Title><PubDate>Tue, 03 Sep 2024 10:00:00 GMT</PubDate></ITEM></CHANNEL></RSS>", Url).Items);
        Assert.Equal("a", item.Title);
        Assert.NotNull(item.PublishedAt);
    }

    [Fact]
    public void Parse_DoctypeInsideAnItem_IsText() =>
        Assert.Equal("<!DOCTYPE", Assert.Single(FeedParser.Parse("<rss><channel><item><title type=\"text\"><![CDATA[<!DOCTYPE]]></title></item></channel></rss>", Url).Items).Title);

    [Fact]
    public void Parse_GuidReplayedWithAnotherVideo_KeepsBoth()
    {
        static string Item(string video) => $"<item><guid>1</guid><title>a</title><enclosure url=\"https://a.example.org/{video}\" type=\"video/mp4\"/></item>";
        var feed = FeedParser.Parse($"<rss><channel>{Item("1.mp4")}{Item("2.mp4")}</channel></rss>", Url);
        Assert.Equal(["https://a.example.org/1.mp4", "https://a.example.org/2.mp4"], feed.Items.Select(item => item.Media[0].Url));
        Assert.Equal("IdUsedTwice", Assert.Single(feed.Problems).Reason);
    }
}
