namespace Monitor.Core.Reposts;

/// <summary>Matches by the clips that they are between. Pure.</summary>
public sealed class MatchesByItem(IReadOnlyCollection<RepostMatch> matches)
{
    private readonly ILookup<long, RepostMatch> byItem = matches.SelectMany(match => new[] { (Item: match.OneId, Match: match), (Item: match.OtherId, Match: match) }).ToLookup(pair => pair.Item, pair => pair.Match);

    public IEnumerable<RepostMatch> Of(long item) => byItem[item];

    public RepostMatch? Between(long one, long other) => byItem[one].FirstOrDefault(match => match.OneId == other || match.OtherId == other);
}
