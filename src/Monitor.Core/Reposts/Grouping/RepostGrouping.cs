namespace Monitor.Core.Reposts.Grouping;

/// <summary>Decides which groups a match makes, joins or merges. A group is about a stretch: a compilation is in a group with each of its parts, and joins none of them.
/// What people judged is never merged, and what they split off is not put back. Pure.</summary>
public sealed class RepostGrouping(GroupedCopies state)
{
    /// <summary>Groups the item with the other one of the match. Call for each match of the item, the strongest first.</summary>
    public void Join(RepostMatch match, long itemId)
    {
        var otherId = match.OneId == itemId ? match.OtherId : match.OneId;
        var (own, others) = (Stretch.Of(match, itemId), Stretch.Of(match, otherId));
        var mine = state.Groups.Where(group => state.CopyOf(group, itemId, own) is not null).ToList();
        var theirs = state.Groups.Where(group => state.CopyOf(group, otherId, others) is not null).ToList();
        if (mine.Intersect(theirs).Any() || IsToldApart(itemId, mine, otherId, theirs)) return;
        mine = Order(mine.Where(group => !state.IsSplit(group, otherId) && IsOneStretch(group, itemId, own, otherId, others)));
        theirs = Order(theirs.Where(group => !state.IsSplit(group, itemId) && IsOneStretch(group, otherId, others, itemId, own)));
        if (theirs.Count > 0) Bring(match, itemId, mine, theirs);
        else if (mine.Count > 0) state.Put(mine[0], otherId, match);
        else state.Put(state.Start(otherId, others), itemId, match);
    }

    /// <summary>Suggestions about one stretch become the oldest of them; a judged group stays, and the item is in it too: people see that they may be one.</summary>
    private void Bring(RepostMatch match, long itemId, List<RepostGroup> mine, List<RepostGroup> theirs)
    {
        var suggested = Order(mine.Concat(theirs).Where(group => !state.IsJudged(group)));
        foreach (var younger in suggested.Skip(1).Where(younger => CanMerge(suggested[0], younger)).ToList()) Merge(suggested[0], younger);
        foreach (var group in theirs.Where(state.Groups.Contains)) state.Put(group, itemId, match);
        if (suggested.Count > 0) state.Put(suggested[0], itemId, match);
    }

    /// <summary>True where a person split one of the two from a group that shows the other: they are not brought together in another group either.</summary>
    private bool IsToldApart(long itemId, List<RepostGroup> mine, long otherId, List<RepostGroup> theirs) =>
        mine.Any(group => state.IsSplit(group, otherId)) || theirs.Any(group => state.IsSplit(group, itemId));

    /// <summary>True where the joining item shows the part that the group's other copies show, and not another part of a long one among them.</summary>
    private bool IsOneStretch(RepostGroup group, long memberId, Stretch member, long joiningId, Stretch joining) =>
        state.Active(group).Where(copy => copy.MediaItemId != memberId && copy.MediaItemId != joiningId).All(copy =>
            (state.MatchOf(memberId, copy.MediaItemId) is not { } known || Stretch.Of(known, memberId).Fits(member))
            && (state.MatchOf(joiningId, copy.MediaItemId) is not { } direct || Stretch.Of(direct, joiningId).Fits(joining)));

    /// <summary>Two suggestions are about one stretch where no copy of the one says that it shows another part than a copy of the other.</summary>
    private bool CanMerge(RepostGroup older, RepostGroup younger)
    {
        var common = older.Copies.Join(younger.Copies, copy => copy.MediaItemId, copy => copy.MediaItemId, (one, other) => Stretch.Of(one).Fits(Stretch.Of(other)));
        return common.All(fits => fits) && older.Copies.All(one => younger.Copies.Where(other => other.MediaItemId != one.MediaItemId)
            .All(other => state.MatchOf(one.MediaItemId, other.MediaItemId) is not { } match
                || (Stretch.Of(match, one.MediaItemId).Fits(Stretch.Of(one)) && Stretch.Of(match, other.MediaItemId).Fits(Stretch.Of(other)))));
    }

    private void Merge(RepostGroup older, RepostGroup younger)
    {
        foreach (var copy in younger.Copies.ToList())
        {
            state.Take(younger, copy);
            if (older.Copies.Any(known => known.MediaItemId == copy.MediaItemId)) continue;
            older.Copies.Add(new RepostCopy { MediaItemId = copy.MediaItemId, FromMs = copy.FromMs, ToMs = copy.ToMs, MatchId = copy.MatchId, Match = copy.Match });
        }

        state.Remove(younger);
    }

    private List<RepostGroup> Order(IEnumerable<RepostGroup> groups) => [.. groups.Distinct().OrderBy(group => state.Groups.IndexOf(group))];
}
