using Monitor.Core.Channels;
using Monitor.Core.Channels.Telegram;
using YouTubeAddress = Monitor.Core.Channels.YouTube.ChannelAddress;

namespace Monitor.Core.Tests.Channels;

/// <summary>When a channel needs a look, how often it is read, with whom it waits, and how it may be named.</summary>
public sealed class ChannelHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1, 0, null)]
    [InlineData(7, 1, 0, ChannelAlarm.Unread)]
    [InlineData(7, 1, 3, ChannelAlarm.Failing)]
    [InlineData(1, 47, 0, null)]
    [InlineData(1, 49, 0, ChannelAlarm.Silent)]
    public void Of_ChannelWithAPostAnHour_TellsWhatIsWrong(int hoursUnread, int hoursSilent, int failures, ChannelAlarm? alarm) => Assert.Equal(alarm, ChannelHealth.Of(new Channel
    {
        IntervalMs = 900_000,
        CreatedAt = Now.AddDays(-100),
        LastSuccessAt = Now.AddHours(-hoursUnread),
        LastPostAt = Now.AddHours(-hoursSilent),
        Failures = failures,
        UsualGapMs = 3_600_000,
    }, Now));

    [Fact]
    public void Of_PausedImportedAndSeldom_NeedNoLook()
    {
        Assert.Null(ChannelHealth.Of(new Channel { State = ChannelState.Paused }, Now));
        Assert.Null(ChannelHealth.Of(new Channel { Kind = ChannelKind.Import }, Now));
        Assert.Null(ChannelHealth.Of(new Channel { LastSuccessAt = Now, LastPostAt = Now.AddDays(-20), UsualGapMs = (long)TimeSpan.FromDays(5).TotalMilliseconds }, Now));
    }

    [Theory]
    [InlineData(0, null, 15)]
    [InlineData(0, 60L, 15)]
    [InlineData(0, 4L, 5)]
    [InlineData(0, 6000L, 60)]
    [InlineData(30, 4L, 30)]
    public void IntervalOf_History_IsAQuarterOfTheUsualPause(int own, long? usualMinutes, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), PollSchedule.IntervalOf(new Channel { IntervalMs = own * 60_000L, UsualGapMs = usualMinutes * 60_000 }));

    [Fact]
    public void Lane_OfChannelsOfOneHost_LetsTwoRunAndKeepsSlowAndNewOnesApart()
    {
        Channel Make(long id, long? took, string url = "https://t.me/s/a") => new() { Id = id, Url = url, LastPollMs = took };
        Assert.Equal(["t.me/0", "t.me/1"], Enumerable.Range(1, 100).Select(id => ChannelLane.Of(Make(id, 200))).Distinct().Order(StringComparer.Ordinal));
        Assert.True(ChannelLane.IsSlow(ChannelLane.Of(Make(1, null))) && ChannelLane.IsSlow(ChannelLane.Of(Make(1, 20_000))) && !ChannelLane.IsSlow(ChannelLane.Of(Make(1, 200))));
        Assert.True(ChannelLane.Of(Make(1, null, $"https://{new string('a', 60)}.{new string('b', 60)}.example/")).Length <= 64);
    }

    [Theory]
    [InlineData(ChannelKind.Telegram, "@zavod_live", "https://t.me/s/zavod_live")]
    [InlineData(ChannelKind.Telegram, "https://t.me/zavod_live", "https://t.me/s/zavod_live")]
    [InlineData(ChannelKind.Telegram, "t.me/s/zavod_live/", "https://t.me/s/zavod_live")]
    [InlineData(ChannelKind.YouTube, "UCabcdefghijklmnopqrstuv", "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv")]
    [InlineData(ChannelKind.YouTube, "@Страйк", "https://www.youtube.com/@%D0%A1%D1%82%D1%80%D0%B0%D0%B9%D0%BA")]
    [InlineData(ChannelKind.YouTube, "youtube.com/channel/UCabcdefghijklmnopqrstuv", "https://youtube.com/channel/UCabcdefghijklmnopqrstuv")]
    [InlineData(ChannelKind.Feed, " https://example.org/rss ", "https://example.org/rss")]
    [InlineData(ChannelKind.Feed, "example.org/rss", null)]
    [InlineData(ChannelKind.Feed, "file:///etc/passwd", null)]
    [InlineData(ChannelKind.YouTube, "javascript:alert(1)", null)]
    public void Url_AsTyped_IsTheAddressThatIsRead(ChannelKind kind, string typed, string? url) => Assert.Equal(url, ChannelUrl.Of(kind, typed)?.OriginalString);

    [Fact]
    public void Addresses_OfPostsAndFeeds_AreTaken()
    {
        Assert.Equal(("zavod_live", "123"), PreviewAddress.PostOf("https://t.me/zavod_live/123?single"));
        Assert.Null(PreviewAddress.PostOf("https://t.me/zavod_live"));
        Assert.Equal("/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv", YouTubeAddress.FeedOf(new Uri("https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv"))!.PathAndQuery);
        Assert.Null(YouTubeAddress.FeedOf(new Uri("https://www.youtube.com/@handle")));
    }
}
