namespace Monitor.Core.Reposts;

/// <summary>How a clip lies on another one: a time of the other plus the offset is the time here. Pure.</summary>
/// <param name="OffsetMs">Milliseconds to add to a time of the other.</param>
/// <param name="IsMirrored">True where one shows the other in a mirror.</param>
/// <param name="FromMs">The stretch in common, in times of the other.</param>
public sealed record ClipAlignment(long OffsetMs, bool IsMirrored, long FromMs, long ToMs)
{
    private const int MostSteps = 6;

    /// <summary>By the shortest way of matches from the other clip to this one; null where there is none, or nothing is left in common on it.</summary>
    public static ClipAlignment? Between(long here, long other, MatchesByItem matches)
    {
        var reached = new Dictionary<long, ClipAlignment> { [other] = new(0, false, long.MinValue / 4, long.MaxValue / 4) };
        List<long> edge = [other];
        for (var step = 0; step < MostSteps && edge.Count > 0 && !reached.ContainsKey(here); step++)
        {
            var next = new List<long>();
            foreach (var at in edge)
                foreach (var match in matches.Of(at))
                {
                    var to = match.OneId == at ? match.OtherId : match.OneId;
                    if (!reached.ContainsKey(to) && reached[at].Over(match, at) is { } longer && reached.TryAdd(to, longer)) next.Add(to);
                }

            edge = next;
        }

        return here != other && reached.TryGetValue(here, out var found) ? found : null;
    }

    /// <summary>A stretch of the other clip as one of this clip; null where it lies outside of what they have in common.</summary>
    public (long FromMs, long ToMs)? Shift(long fromMs, long toMs)
    {
        var (from, to) = (Math.Max(fromMs, FromMs), Math.Min(toMs, ToMs));
        return from < to || (from == to && fromMs == toMs) ? (Math.Max(0, from + OffsetMs), Math.Max(0, to + OffsetMs)) : null;
    }

    /// <summary>One match further, which is met at this clip.</summary>
    private ClipAlignment? Over(RepostMatch match, long at)
    {
        var (near, nearTo, far) = match.OneId == at ? (match.OneFromMs, match.OneToMs, match.OtherFromMs) : (match.OtherFromMs, match.OtherToMs, match.OneFromMs);
        var (from, to) = (Math.Max(FromMs, near - OffsetMs), Math.Min(ToMs, nearTo - OffsetMs));
        return from < to ? new ClipAlignment(OffsetMs + far - near, IsMirrored != match.IsMirrored, from, to) : null;
    }
}
