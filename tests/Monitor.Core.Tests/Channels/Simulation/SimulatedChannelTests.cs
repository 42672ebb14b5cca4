using System.Text.Json;

namespace Monitor.Core.Tests.Channels.Simulation;

public class SimulatedChannelTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SimulatedChannel Channel = SimulatedChannel.Make(20260301, Start);

    [Fact]
    public void Make_SameSeed_SameChannel()
    {
        var again = SimulatedChannel.Make(20260301, Start);
        Assert.Equal(JsonSerializer.Serialize(Channel.Posts), JsonSerializer.Serialize(again.Posts));
        Assert.Equal(Channel.Outages, again.Outages);
        Assert.NotEqual(JsonSerializer.Serialize(Channel.Posts), JsonSerializer.Serialize(SimulatedChannel.Make(20260302, Start).Posts));
    }

    [Fact]
    public void Make_Month_PublishesByDayInBurstsWithOnePause()
    {
        Assert.Equal(5_000, Channel.Posts.Count);
        Assert.All(Channel.Posts, post => Assert.True(post.PublishedAt >= Channel.Start && post.PublishedAt < Channel.End));
        Assert.DoesNotContain(Channel.Posts, post => SimulatedTimeline.IsNight(post.PublishedAt));
        Assert.DoesNotContain(Channel.Posts, post => post.PublishedAt >= Channel.PauseFrom && post.PublishedAt < Channel.PauseTo);
        Assert.Equal(TimeSpan.FromDays(4), Channel.PauseTo - Channel.PauseFrom);
        Assert.Contains(Channel.Posts.Zip(Channel.Posts.Skip(SimulatedPages.PageSize * 2)), pair => pair.Second.PublishedAt - pair.First.PublishedAt < TimeSpan.FromMinutes(15));
    }

    [Fact]
    public void Make_Ids_GrowWithHolesThatWereNeverPosts()
    {
        var pairs = Channel.Posts.Zip(Channel.Posts.Skip(1)).ToList();
        Assert.All(pairs, pair => Assert.True(pair.Second.Id > pair.First.LastId && pair.Second.PublishedAt >= pair.First.PublishedAt));
        var hole = pairs.First(pair => pair.Second.Id > pair.First.LastId + 1);
        Assert.Null(Channel.Find(hole.First.LastId + 1));
        Assert.InRange(pairs.Count(pair => pair.Second.Id > pair.First.LastId + 1), 60, 140);
        Assert.All(Channel.Posts, post => Assert.Equal(Enumerable.Range(post.Id + 1, post.Parts.Count), post.Parts));
        Assert.Equal(Channel.Posts.Count, Channel.Posts.Select(post => post.Text.Length == 0 ? $"{post.Id}" : post.Text).Distinct().Count());
    }

    [Fact]
    public void Make_Month_HasTheSharesThatItShould()
    {
        Assert.InRange(Share(post => post.Parts.Count is >= 1 and <= 5), 0.07, 0.09);
        Assert.InRange(Share(post => post.Edits.Count > 0), 0.085, 0.115);
        Assert.InRange(Share(post => post.DeletedAt is not null), 0.04, 0.06);
        Assert.InRange(Share(post => post.Media.Contains(SimulatedMedia.TooBigVideo)), 0.03, 0.05);
        Assert.InRange(Share(post => post.ForwardedFrom is not null), 0.04, 0.08);
        Assert.InRange(Share(post => post.ReplyTo is not null), 0.03, 0.06);
        Assert.All(Enum.GetValues<SimulatedMedia>(), media => Assert.Contains(Channel.Posts, post => post.Media.Contains(media)));
    }

    [Fact]
    public void Make_Month_EditsAndDeletesWithinTheirTimes()
    {
        foreach (var post in Channel.Posts)
        {
            Assert.InRange(post.Edits.Count, 0, 2);
            Assert.Equal(post.Edits.Count + 1, post.Versions().Select(version => version.Text).Distinct().Count());
            Assert.All(post.Edits, edit => Assert.InRange(edit.At - post.PublishedAt, TimeSpan.FromMinutes(10), TimeSpan.FromDays(6)));
            Assert.All(post.Edits, edit => Assert.True(post.DeletedAt is null || edit.At < post.DeletedAt));
            if (post.ReplyTo is { } target) Assert.True(target < post.Id && Channel.Find(target) is { DeletedAt: null });
        }

        var lifetimes = Channel.Posts.Where(post => post.DeletedAt is not null).Select(post => post.DeletedAt!.Value - post.PublishedAt).ToList();
        Assert.InRange(lifetimes.Count(lifetime => lifetime < TimeSpan.FromMinutes(4)), 20, 90);
        Assert.All(lifetimes.Where(lifetime => lifetime >= TimeSpan.FromMinutes(4)), lifetime => Assert.InRange(lifetime, TimeSpan.FromMinutes(20), TimeSpan.FromDays(20)));
    }

    [Fact]
    public void Queries_PostThatIsEditedAndDeleted_TellWhatStoodWhen()
    {
        var post = Channel.Posts.First(post => post is { Edits.Count: 2, DeletedAt: not null });
        var (first, second, gone) = (post.Edits[0], post.Edits[1], post.DeletedAt!.Value);
        Assert.Null(SimulatedChannel.TextAt(post, post.PublishedAt.AddTicks(-1)));
        Assert.Equal(post.Text, SimulatedChannel.TextAt(post, first.At.AddTicks(-1)));
        Assert.Equal(first.Text, SimulatedChannel.TextAt(post, first.At));
        Assert.Equal(second.Text, SimulatedChannel.TextAt(post, gone.AddTicks(-1)));
        Assert.Null(SimulatedChannel.TextAt(post, gone));
        Assert.Equal([1, 2, 3], SimulatedChannel.VersionsBetween(post, Start, Channel.End.AddDays(30)).Select(version => version.Ordinal));
        Assert.Equal([2], SimulatedChannel.VersionsBetween(post, first.At, second.At.AddTicks(-1)).Select(version => version.Ordinal));
        Assert.Empty(SimulatedChannel.VersionsBetween(post, gone, Channel.End.AddDays(30)));
        Assert.Contains(post, Channel.VisibleAt(gone.AddTicks(-1)));
        Assert.DoesNotContain(post, Channel.VisibleAt(gone));
    }

    [Fact]
    public void Outages_EveryFailure_TwiceAndApart()
    {
        Assert.Equal(Enum.GetValues<SimulatedFailure>().SelectMany(failure => new[] { failure, failure }), Channel.Outages.Select(outage => outage.Failure).Order());
        Assert.All(Channel.Outages.Zip(Channel.Outages.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
        Assert.Contains(Channel.Outages, outage => outage.To - outage.From > TimeSpan.FromDays(1));
        var outage = Channel.Outages[3];
        Assert.Equal((null, outage, outage, null), (Channel.OutageAt(outage.From.AddTicks(-1)), Channel.OutageAt(outage.From), Channel.OutageAt(outage.To.AddTicks(-1)), Channel.OutageAt(outage.To)));
    }

    private static double Share(Func<SimulatedPost, bool> which) => (double)Channel.Posts.Count(which) / Channel.Posts.Count;
}
