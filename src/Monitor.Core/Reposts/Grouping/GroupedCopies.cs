namespace Monitor.Core.Reposts.Grouping;

/// <summary>The groups around a clip in memory: with all their copies, what people said of them, and the matches between their items.</summary>
public sealed class GroupedCopies(IEnumerable<RepostGroup> groups, IReadOnlyCollection<RepostJudgement> judgements, IEnumerable<RepostMatch> matches, DateTimeOffset now)
{
    private readonly Dictionary<(long, long), RepostMatch> byPair = matches.ToDictionary(match => (match.OneId, match.OtherId));
    private readonly HashSet<long> judged = [.. judgements.Where(row => row.State != CopyState.Suggested).Select(row => row.GroupId)];
    private readonly Dictionary<(long, long), CopyState> states = judgements.ToDictionary(row => (row.GroupId, row.MediaItemId), row => row.State);

    /// <summary>The oldest first; new ones last.</summary>
    public List<RepostGroup> Groups { get; } = [.. groups.OrderBy(group => group.Id)];

    /// <summary>New groups, groups that are no more, and copies that are in a group no more.</summary>
    public List<RepostGroup> Added { get; } = [];

    public List<RepostGroup> Removed { get; } = [];

    public List<RepostCopy> Left { get; } = [];

    /// <summary>Items whose copies changed: their posts are to be indexed again.</summary>
    public HashSet<long> Touched { get; } = [];

    /// <summary>True where a person has said something of the group: the machine neither merges nor removes it.</summary>
    public bool IsJudged(RepostGroup group) => group.Id != 0 && judged.Contains(group.Id);

    public bool IsSplit(RepostGroup group, long itemId) => StateOf(group, itemId) == CopyState.Split;

    /// <summary>Copies that nobody split off.</summary>
    public IEnumerable<RepostCopy> Active(RepostGroup group) => group.Copies.Where(copy => !IsSplit(group, copy.MediaItemId));

    public RepostMatch? MatchOf(long one, long other) => byPair.GetValueOrDefault((Math.Min(one, other), Math.Max(one, other)));

    internal RepostCopy? CopyOf(RepostGroup group, long itemId, Stretch stretch) =>
        Active(group).FirstOrDefault(copy => copy.MediaItemId == itemId && Stretch.Of(copy).Fits(stretch));

    internal RepostGroup Start(long itemId, Stretch stretch)
    {
        var group = new RepostGroup { FoundAt = now };
        group.Copies.Add(new RepostCopy { MediaItemId = itemId, FromMs = stretch.FromMs, ToMs = stretch.ToMs });
        Groups.Add(group);
        Added.Add(group);
        Touched.Add(itemId);
        return group;
    }

    /// <summary>Puts the item's side of the match into the group, unless the item is there already, or was split from it.</summary>
    internal void Put(RepostGroup group, long itemId, RepostMatch match)
    {
        if (IsSplit(group, itemId) || group.Copies.Any(copy => copy.MediaItemId == itemId)) return;
        var stretch = Stretch.Of(match, itemId);
        group.Copies.Add(new RepostCopy { MediaItemId = itemId, FromMs = stretch.FromMs, ToMs = stretch.ToMs, Match = match });
        Touched.Add(itemId);
    }

    internal void Take(RepostGroup group, RepostCopy copy)
    {
        group.Copies.Remove(copy);
        Touched.Add(copy.MediaItemId);
        if (copy.Id != 0) Left.Add(copy);
    }

    internal void Remove(RepostGroup group)
    {
        foreach (var copy in group.Copies.ToList()) Take(group, copy);
        Groups.Remove(group);
        if (!Added.Remove(group)) Removed.Add(group);
    }

    private CopyState StateOf(RepostGroup group, long itemId) => group.Id == 0 ? CopyState.Suggested : states.GetValueOrDefault((group.Id, itemId), CopyState.Suggested);
}
