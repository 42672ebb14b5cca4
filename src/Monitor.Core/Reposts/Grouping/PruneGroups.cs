namespace Monitor.Core.Reposts.Grouping;

/// <summary>Takes out of groups what no match holds there any more. A group that people judged stays as it is. Pure.</summary>
public static class PruneGroups
{
    /// <summary>Looks at every group of the state; its matches are those that still hold.</summary>
    public static void Run(GroupedCopies state)
    {
        // What people judged is theirs to take apart: who confirms a copy says something of those beside it, too.
        foreach (var group in state.Groups.Where(group => !state.IsJudged(group)).ToList())
        {
            var parts = Parts(state, group);
            var kept = parts.OrderByDescending(part => part.Count).ThenBy(part => part[0].Id).FirstOrDefault() ?? [];
            foreach (var part in parts.Where(part => part != kept))
            {
                foreach (var copy in part) state.Take(group, copy);
                if (part.Count > 1) StartAgain(state, part);
            }

            foreach (var copy in kept) Support(state, group, copy);
            if (group.Copies.Count < 2) state.Remove(group);
        }
    }

    /// <summary>The copies by which of them are held together by matches.</summary>
    private static List<List<RepostCopy>> Parts(GroupedCopies state, RepostGroup group)
    {
        var left = state.Active(group).OrderBy(copy => copy.Id).ToList();
        var parts = new List<List<RepostCopy>>();
        while (left.Count > 0)
        {
            List<RepostCopy> part = [left[0]];
            left.RemoveAt(0);
            for (var at = 0; at < part.Count; at++)
            {
                var held = left.Where(copy => Holding(state, part[at], copy) is not null).ToList();
                part.AddRange(held);
                left.RemoveAll(held.Contains);
            }

            parts.Add(part);
        }

        return parts;
    }

    private static RepostMatch? Holding(GroupedCopies state, RepostCopy one, RepostCopy other) =>
        state.MatchOf(one.MediaItemId, other.MediaItemId) is { } match && Stretch.Of(match, one.MediaItemId).Fits(Stretch.Of(one)) && Stretch.Of(match, other.MediaItemId).Fits(Stretch.Of(other)) ? match : null;

    /// <summary>A copy whose own match is gone rests on another one that holds it.</summary>
    private static void Support(GroupedCopies state, RepostGroup group, RepostCopy copy)
    {
        if (copy.MatchId is null && copy.Match is null) return;
        var holding = state.Active(group).Where(other => other != copy).Select(other => Holding(state, copy, other)).OfType<RepostMatch>().ToList();
        if (holding.Any(match => match == copy.Match || (match.Id != 0 && match.Id == copy.MatchId))) return;
        copy.Match = holding.FirstOrDefault();
        copy.MatchId = copy.Match is { Id: > 0 } known ? known.Id : null;
    }

    private static void StartAgain(GroupedCopies state, List<RepostCopy> part)
    {
        var group = state.Start(part[0].MediaItemId, Stretch.Of(part[0]));
        foreach (var copy in part.Skip(1))
            if (part.Where(other => other != copy).Select(other => Holding(state, copy, other)).FirstOrDefault(match => match is not null) is { } match) state.Put(group, copy.MediaItemId, match);
    }
}
