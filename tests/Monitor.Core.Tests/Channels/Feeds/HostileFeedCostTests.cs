using System.Diagnostics;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Feeds;
using Xunit.Abstractions;

namespace Monitor.Core.Tests.Channels.Feeds;

/// <summary>Feeds within the limits that are made to be slow: work must grow with the length, not with its square.</summary>
public sealed class HostileFeedCostTests(ITestOutputHelper output)
{
    private static readonly Uri Url = new("https://example.org/");

    public static TheoryData<string> Kinds => ["root", "salvage", "items", "prefixes", "twins", "enclosures", "entities", "links", "groups", "doctype", "json-escapes", "json-twins", "quotes"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ParseFeed_MadeToBeSlow_EndsInTime(string kind)
    {
        var text = Make(kind);
        var watch = Stopwatch.StartNew();
        try
        {
            var feed = JsonFeedParser.IsJson(text) ? JsonFeedParser.Parse(text, Url) : FeedParser.Parse(text, Url);
            output.WriteLine($"{kind}: {feed.Items.Count} items, {watch.Elapsed}");
        }
        catch (SourceRefusedException refused)
        {
            output.WriteLine($"{kind}: {refused.Message} {watch.Elapsed}");
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    private static string Make(string kind) => kind switch
    {
        "root" => "<rss a=\"" + new string('x', 9_000_000) + "\"><channel>" + Repeat("<item><b></item>", 4900) + "</channel></rss>",
        "salvage" => "<rss a=\"" + new string('x', 7000) + "\"><channel>" + Repeat("<item><guid>1</guid></item><item><b></item>", 2450) + "</channel></rss>",
        "items" => "<rss><channel>" + Repeat("<item><guid>1</guid><b></item>", 4900) + new string('x', 9_000_000),
        "prefixes" => "<rss><channel>" + Repeat("<a:b ", 1_900_000),
        "twins" => "<rss><channel><item><guid>1</guid><description>" + new string('x', 9_000_000) + "</description></item>" + Repeat("<item><guid>1</guid></item>", 4900) + "</channel></rss>",
        "enclosures" => Item(Repeat("<enclosure url='http://a.example.org/1'/>", 230_000)),
        "entities" => Item("<title>" + Repeat("&nbsp;&amp;&x;", 600_000) + "</title>"),
        "links" => Item(Repeat("<link rel='x'/>", 600_000)),
        "groups" => Item(Repeat("<m:group xmlns:m='http://search.yahoo.com/mrss/'><m:content/></m:group>", 130_000)),
        "doctype" => "<!DOCTYPE a [" + Repeat("[", 9_000_000),
        "json-escapes" => "{\"version\":\"1\",\"items\":[{\"id\":\"" + Repeat("\\n", 4_900_000) + "\"}]}",
        "json-twins" => "{\"version\":\"1\",\"items\":[{\"id\":1,\"content_text\":\"" + new string('x', 9_000_000) + "\"}," + string.Join(',', Enumerable.Repeat("{\"id\":1}", 4900)) + "]}",
        _ => "<!DOCTYPE a " + Repeat("\"\" ", 3_000_000) + "><rss/>",
    };

    private static string Item(string inner) => $"<rss><channel><item><guid>1</guid>{inner}</item></channel></rss>";

    private static string Repeat(string what, int times) => new System.Text.StringBuilder(what.Length * times).Insert(0, what, times).ToString();
}
