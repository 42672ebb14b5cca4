using System.Text;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Feeds;
using Monitor.Core.Pipelines;
using Monitor.Core.Tests.Fetching;

namespace Monitor.Core.Tests.Channels.Feeds;

/// <summary>Hostile inputs 13 to 19: entities, expansion, encodings, and feeds that lack what feeds have.</summary>
public sealed class HostileFeedTests
{
    private static readonly Uri Base = new("http://localhost/");

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"{0}\">]>", "&x;")]
    [InlineData("<!DOCTYPE rss [<!ENTITY % p SYSTEM \"{0}\">%p;]>", "a")]
    [InlineData("<!DOCTYPE rss SYSTEM \"{0}\">", "a")]
    [InlineData("<!DOCTYPE rss PUBLIC \"-//x\" \"{0}\" [<!ENTITY x SYSTEM \"{0}\">]>", "&x;")]
    [InlineData("<?xml-stylesheet href=\"{0}\" type=\"text/xsl\"?>", "a")]
    public async Task Parse_SomethingToFetch_FetchesNothing(string head, string title)
    {
        var asked = 0;
        await using var server = new RawServer((_, stream, token) =>
        {
            Interlocked.Increment(ref asked);
            return RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", token);
        });
        var feed = FeedParser.Parse(head.Replace("{0}", server.Url("/dtd").ToString(), StringComparison.Ordinal) + $"<rss version=\"2.0\"><channel><item><guid>1</guid><title>{title}</title></item></channel></rss>", Base);
        Assert.Single(feed.Items);
        Assert.Equal(0, asked);
    }

    [Fact]
    public void Parse_ExpansionOfNineMillionCharacters_StaysSmall()
    {
        var entity = new string('x', 95_000);
        var feed = FeedParser.Parse($"<!DOCTYPE rss [<!ENTITY a \"{entity}\">]><rss><channel><item><guid>1</guid><title>{string.Concat(Enumerable.Repeat("&a;", 100))}</title></item></channel></rss>", Base);
        Assert.True((feed.Items[0].Title ?? "").Length < 10_000);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", true)]
    public void Decode_WideEncodings_GiveTheSameText(string name, bool marked)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + Feed("Прафсаюз"));
        var feed = FeedParser.Parse(SourceText.Decode(marked ? [.. encoding.GetPreamble(), .. bytes] : bytes, "text/xml"), Base);
        Assert.Equal("Прафсаюз", feed.Items[0].Title);
    }

    [Fact]
    public void Decode_Utf7_IsNeverUsed()
    {
        // In UTF-7 this would be a tag.
        var text = SourceText.Decode(Encoding.ASCII.GetBytes(Feed("+ADw-script+AD4-")), "text/xml; charset=utf-7");
        Assert.Equal("+ADw-script+AD4-", FeedParser.Parse(text, Base).Items[0].Title);
    }

    [Theory]
    [InlineData("a\u0000b")]
    [InlineData("a\u0001b\u001fc")]
    [InlineData("a&#0;b&#x1F;c&#xD800;d")]
    [InlineData("a\uFFFEb\uFFFF")]
    public void Parse_CharactersThatXmlForbids_LoseNoItem(string title)
    {
        var feed = FeedParser.Parse(Feed(title), Base);
        Assert.StartsWith("a", Assert.Single(feed.Items).Title, StringComparison.Ordinal);
        Assert.DoesNotContain(feed.Items[0].Title!, char.IsControl);
    }

    [Fact]
    public void Parse_LoneSurrogates_LoseNoItem()
    {
        var feed = FeedParser.Parse(Feed("a" + (char)0xD800 + "b" + (char)0xDC00), Base);
        Assert.StartsWith("a", Assert.Single(feed.Items).Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<rss><item><guid>1</guid><title>a</title></item></rss>")]
    [InlineData("<rss><channel><item><title>a</title></item></channel></rss>")]
    [InlineData("<rss version=\"banana\"><channel><item><title>a</title></item></channel></rss>")]
    [InlineData("<RSS><CHANNEL><ITEM><TITLE>a</TITLE></ITEM></CHANNEL></RSS>")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>a</title></entry></feed>")]
    [InlineData("<rss><channel><title>x</title></channel></rss>")]
    [InlineData("<rss/>")]
    [InlineData("<feed/>")]
    [InlineData("")]
    public void Parse_FeedThatLacksThings_GivesItemsOrATypedRefusal(string text)
    {
        try
        {
            Assert.True(FeedParser.Parse(text, Base).Items.Count <= 1);
        }
        catch (SourceRefusedException refused)
        {
            Assert.Equal(OutcomeReason.NotAFeed, refused.Reason);
        }
    }

    private static string Feed(string title) => $"<rss version=\"2.0\"><channel><item><guid>1</guid><title>{title}</title></item></channel></rss>";
}
