using System.Globalization;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Feeds;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Tests.Channels.Feeds;

public class FeedParserTests
{
    private static readonly Uri Base = new("http://localhost/");

    [SkippableTheory]
    [InlineData("CityDog_koi8-r.xml", null)]
    [InlineData("CityDog_koi8-r_declared_utf8_WRONG.xml", null)]
    [InlineData("CityDog_koi8-r_nodecl_httpcharset.xml", "text/xml; charset=koi8-r")]
    [InlineData("CityDog_windows-1251.xml", null)]
    [InlineData("CityDog_windows-1251_declared_utf8_WRONG.xml", null)]
    [InlineData("CityDog_windows-1251_nodecl_httpcharset.xml", "text/xml; charset=windows-1251")]
    public void Parse_OneFeedInSixEncodings_GivesTheSameItems(string name, string? contentType)
    {
        var expected = FeedParser.Parse(SourceText.Decode(File.ReadAllBytes(SampleFiles.Path("feeds/Rss20CityDog.xml")), null), Base);
        var actual = FeedParser.Parse(SourceText.Decode(File.ReadAllBytes(SampleFiles.Path("feeds/encodings/" + name)), contentType), Base);
        Assert.Equal(10, expected.Items.Count);
        Assert.Equal(expected.Items.Select(item => (item.NativeId, item.Title, item.Text, item.PublishedAt)), actual.Items.Select(item => (item.NativeId, item.Title, item.Text, item.PublishedAt)));
    }

    [SkippableTheory]
    [InlineData("Rss20CityDog.xml", 10)]
    [InlineData("Rss20MoscowTimes.xml", 50)]
    [InlineData("Rss20YandexRussia.xml", 15)]
    [InlineData("AtomYoutubeInvestmentPunk.xml", 15)]
    public void Parse_RealFeeds_GiveEachItemWhole(string name, int items)
    {
        var feed = FeedParser.Parse(SourceText.Decode(File.ReadAllBytes(SampleFiles.Path("feeds/" + name)), null), Base);
        Assert.Equal(items, feed.Items.Count);
        Assert.Empty(feed.Problems);
        Assert.All(feed.Items, item => Assert.True(item is { Title: not null, Url: not null, PublishedAt: not null } && item.NativeId.Length > 0));
    }

    [Fact]
    public void Parse_ExternalEntities_AreNeverDeclared()
    {
        var feed = FeedParser.Parse("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><title>a&x;b</title><item><title>&x;</title><link>http://a/</link></item></channel></rss>", Base);
        Assert.DoesNotContain("root", feed.Title + feed.Items[0].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_BillionLaughs_ExpandsNothing()
    {
        var lines = Enumerable.Range(1, 9).Select(n => $"<!ENTITY l{n} \"{string.Concat(Enumerable.Repeat($"&l{n - 1};", 10))}\">");
        var feed = FeedParser.Parse($"<!DOCTYPE rss [<!ENTITY l0 \"lol\">{string.Concat(lines)}]><rss><channel><item><title>&l9;</title></item></channel></rss>", Base);
        Assert.True(feed.Items[0].Title!.Length < 20);
    }

    [Fact]
    public void Parse_DepthOfAHundredThousand_IsRefused() => Refuses(OutcomeReason.PageTooDeep, "<rss>" + string.Concat(Enumerable.Repeat("<a>", 100_000)));

    [Fact]
    public void Parse_FiftyThousandItems_IsRefused() =>
        Refuses(OutcomeReason.PageTooLarge, "<rss><channel>" + string.Concat(Enumerable.Repeat("<item/>", 50_000)) + "</channel></rss>");

    [Fact]
    public void Parse_Html_IsNoFeed() => Refuses(OutcomeReason.NotAFeed, "<html><body><p>Not found</p></body></html>");

    [Theory]
    [InlineData("fa-IR")]
    [InlineData("th-TH")]
    [InlineData("be-BY")]
    public void Parse_UnderAnyCulture_DatesAreTheSame(string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        var feed = FeedParser.Parse("<rss><channel><item><guid>1</guid><pubDate>Tue, 03 Sep 2024 10:00:00 +0300</pubDate></item></channel></rss>", Base);
        Assert.Equal(new DateTimeOffset(2024, 9, 3, 7, 0, 0, TimeSpan.Zero), feed.Items[0].PublishedAt);
    }

    [Fact]
    public void Parse_OneIdForTwoItems_LosesNeither()
    {
        var feed = FeedParser.Parse("<rss><channel><item><guid>1</guid><title>a</title></item><item><guid>1</guid><title>b</title></item></channel></rss>", Base);
        Assert.Equal(["a", "b"], feed.Items.Select(item => item.Title));
        Assert.Equal("IdUsedTwice", Assert.Single(feed.Problems).Reason);
    }

    [Fact]
    public void Parse_OverflowingDate_LeavesTheItem()
    {
        var feed = FeedParser.Parse("<rss><channel><item><guid>1</guid><pubDate>Tue, 99 Sep 99999 10:00:00 GMT</pubDate></item></channel></rss>", Base);
        Assert.Null(Assert.Single(feed.Items).PublishedAt);
    }

    private static void Refuses(OutcomeReason reason, string text) => Assert.Equal(reason, Assert.Throws<SourceRefusedException>(() => FeedParser.Parse(text, Base)).Reason);
}
