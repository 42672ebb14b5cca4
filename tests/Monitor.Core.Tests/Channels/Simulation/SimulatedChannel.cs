namespace Monitor.Core.Tests.Channels.Simulation;

/// <summary>A public channel over some weeks, made from a seed: all that ever happens in it, and what of it shows at an instant.</summary>
internal sealed record SimulatedChannel
{
    private SimulatedChannel(SimulatedTimeline timeline, IReadOnlyList<SimulatedPost> posts)
    {
        (Start, End, PauseFrom, PauseTo) = (timeline.Start, timeline.End, timeline.PauseFrom, timeline.PauseTo);
        Posts = posts;
        Outages = timeline.Outages();
    }

    public string Name { get; init; } = "simulated_news";

    public string Title { get; init; } = "Навіны & новости";

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    /// <summary>No post is published from here to <see cref="PauseTo"/>.</summary>
    public DateTimeOffset PauseFrom { get; }

    public DateTimeOffset PauseTo { get; }

    /// <summary>Every post that ever was, in the order of ids, which is also that of publication.</summary>
    public IReadOnlyList<SimulatedPost> Posts { get; }

    /// <summary>In order, none overlapping another. Others, or none, by <c>channel with { Outages = [] }</c>.</summary>
    public IReadOnlyList<SimulatedOutage> Outages { get; init; }

    /// <summary>The same arguments make the same channel. <paramref name="start"/> is a full hour.</summary>
    public static SimulatedChannel Make(int seed, DateTimeOffset start, int posts = 5_000, int days = 30)
    {
        var random = new Random(seed);
        var timeline = new SimulatedTimeline(random, start, days);
        return new SimulatedChannel(timeline, new SimulatedPublisher(random).Publish(timeline.Instants(posts)));
    }

    /// <summary>Oldest first.</summary>
    public IEnumerable<SimulatedPost> VisibleAt(DateTimeOffset at) => Posts.Take(CountPublished(at)).Where(post => post.IsVisibleAt(at));

    /// <summary>Newest first, only what is older than the post <paramref name="before"/>.</summary>
    public IEnumerable<SimulatedPost> NewestVisibleAt(DateTimeOffset at, int? before = null)
    {
        for (var index = CountPublished(at) - 1; index >= 0; index--)
            if ((before is null || Posts[index].Id < before) && Posts[index].IsVisibleAt(at)) yield return Posts[index];
    }

    public SimulatedOutage? OutageAt(DateTimeOffset at) => Outages.FirstOrDefault(outage => outage.Covers(at));

    /// <summary>The post that owns this id, as its own or as a part's; null for a service message and what never was.</summary>
    public SimulatedPost? Find(int id) => Posts.FirstOrDefault(post => post.Id <= id && id <= post.LastId);

    /// <summary>Null where the post does not show.</summary>
    public static string? TextAt(SimulatedPost post, DateTimeOffset at) => post.IsVisibleAt(at) ? post.TextAt(at) : null;

    /// <summary>What a reader who came at any instant from <paramref name="from"/> to <paramref name="to"/>, both included, could have read.</summary>
    public static IEnumerable<SimulatedVersion> VersionsBetween(SimulatedPost post, DateTimeOffset from, DateTimeOffset to) =>
        post.Versions().Where(version => version.From <= to && (version.Until is null || version.Until > from));

    private int CountPublished(DateTimeOffset at)
    {
        int low = 0, high = Posts.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Posts[middle].PublishedAt <= at) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
