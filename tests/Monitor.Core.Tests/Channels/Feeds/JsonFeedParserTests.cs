using Monitor.Core.Channels.Feeds;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Tests.Channels.Feeds;

public class JsonFeedParserTests
{
    private static readonly Uri Base = new("https://example.org/feed.json");

    private static readonly ReadFeed Sample = JsonFeedParser.Parse(File.ReadAllText("Samples/feeds/feed.json"), Base);

    [Fact]
    public void Parse_Sample_ReadsTheFeed()
    {
        Assert.Equal(("jsonfeed-1.1", "Example feed"), (Sample.Format, Sample.Title));
        Assert.Equal(new Uri("https://example.org/feed.json?page=2"), Sample.OlderPage);
    }

    [Fact]
    public void Parse_Item_ReadsItsFields()
    {
        var item = Sample.Items[0];
        Assert.Equal(("tag:example.org,2024:1", "https://example.org/1", "At the <gate> this morning", "At the gate"), (item.NativeId, item.Url, item.Title, item.Text));
        Assert.Equal(new DateTimeOffset(2024, 9, 3, 7, 0, 0, TimeSpan.Zero), item.PublishedAt);
        Assert.Equal(new DateTimeOffset(2024, 9, 3, 12, 0, 0, TimeSpan.Zero), item.UpdatedAt);
        Assert.Equal([(MediaKind.Video, "https://example.org/1.mp4", false), (MediaKind.Video, "https://example.org/clip.mp4", true)], item.Media.Select(media => (media.Kind, media.Url!, media.IsEmbedded)));
        Assert.Equal(12.5, item.Media[0].DurationSeconds);
    }

    [Fact]
    public void Parse_OddItems_StopNoNeighbour()
    {
        Assert.Equal(5, Sample.Items.Count);
        Assert.Equal(("2", "a < b\nand more", (DateTimeOffset?)null), (Sample.Items[1].NativeId, Sample.Items[1].Text, Sample.Items[1].PublishedAt));
        Assert.Equal("https://example.org/3", Sample.Items[2].NativeId);
        Assert.StartsWith("tag:example.org,2024:1#", Sample.Items[3].NativeId, StringComparison.Ordinal);
        Assert.StartsWith("sha256:", Sample.Items[4].NativeId, StringComparison.Ordinal);
        Assert.Equal("Half a pair \uFFFD, a zero and a whole pair 😀", Sample.Items[4].Title);
        Assert.Equal(["DateNotRead", "NotAnObject", "IdUsedTwice"], Sample.Problems.Select(problem => problem.Reason));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1\"}")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":{}}")]
    [InlineData("{\"version\":1,\"items\":[]}")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\"}")]
    [InlineData("{")]
    public void Parse_WhatIsNoFeed_IsRefused(string text) => Refuses(OutcomeReason.NotAFeed, text);

    [Fact]
    public void Parse_DepthOfAHundredThousand_IsRefused() => Refuses(OutcomeReason.PageTooDeep, "{\"version\":\"1\",\"items\":" + new string('[', 100_000));

    [Fact]
    public void Parse_FiftyThousandItems_IsRefused() =>
        Refuses(OutcomeReason.PageTooLarge, "{\"version\":\"1\",\"items\":[" + string.Join(',', Enumerable.Repeat("{}", 50_000)) + "]}");

    [Fact]
    public void Parse_ElevenMillionCharacters_IsRefused() => Refuses(OutcomeReason.PageTooLarge, "{" + new string(' ', 11_000_000) + "}");

    [Theory]
    [InlineData("https://example.org/feed.json")]
    [InlineData("#page")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public void Parse_NextUrlThatLeadsNowhere_IsNone(string next) =>
        Assert.Null(JsonFeedParser.Parse($"{{\"version\":\"https://jsonfeed.org/version/1\",\"next_url\":\"{next}\",\"items\":[]}}", Base).OlderPage);

    private static void Refuses(OutcomeReason reason, string text) => Assert.Equal(reason, Assert.Throws<Core.Channels.SourceRefusedException>(() => JsonFeedParser.Parse(text, Base)).Reason);
}
