namespace Monitor.Core.Channels;

/// <summary>Pages read one after another, from newer to older ones, and how far that came.</summary>
/// <param name="gapId">The gap that is gone on with; null for the newest pages.</param>
public sealed class PageRun(long? gapId = null)
{
    public long? GapId { get; } = gapId;

    /// <summary>Newest page first.</summary>
    public IList<ChannelReading> Pages { get; } = [];

    /// <summary>The next older page, where the run ended before it was done; null where nothing is older, or a known post was met.</summary>
    public Uri? Next { get; set; }

    /// <summary>True where a post was met that the archive has: nothing is missing in between.</summary>
    public bool IsJoined { get; set; }

    /// <summary>Where the channel is read, when a page told.</summary>
    public Uri? ResolvedUrl { get; set; }

    /// <summary>The newest page that shows posts, or says that nothing changed; null where none could be read.</summary>
    public ChannelReading? Newest => Pages.FirstOrDefault(page => page.ResolvedUrl is null);

    /// <summary>True where the last page could be read.</summary>
    public bool IsRead => Pages.Count > 0 && Pages[^1].IsRead;

    /// <summary>What the pages say is not recorded; their exchanges are kept.</summary>
    public void Disbelieve(SourceRefusedException why)
    {
        for (var at = 0; at < Pages.Count; at++) Pages[at] = Pages[at] with { Posts = [], Problems = [], Refusal = why };
        (Next, IsJoined) = (null, false);
    }

    /// <summary>When the oldest post of the run was published.</summary>
    public DateTimeOffset? OldestAt => Pages.Min(page => page.OldestAt);
}
