using Monitor.Core.Reposts;
using Monitor.Core.Reposts.Grouping;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Which groups a match makes, joins, merges or leaves: without a database.</summary>
public sealed class RepostGroupingTests
{
    private readonly List<RepostGroup> groups = [];
    private readonly List<RepostJudgement> judgements = [];
    private readonly List<RepostMatch> matches = [];
    private long ids;

    [Fact]
    public void Join_NewPair_MakesAGroupOfBoth()
    {
        Join(2, Match(1, 2));
        Assert.Equal(["1:0-60 2:0-60"], Show());
    }

    [Fact]
    public void Join_SecondCopy_JoinsTheGroup()
    {
        Join(2, Match(1, 2));
        Join(3, Match(1, 3), Match(2, 3));
        Assert.Equal(["1:0-60 2:0-60 3:0-60"], Show());
    }

    [Fact]
    public void Join_Again_ChangesNothing()
    {
        Join(2, Match(1, 2));
        var state = Join(2, matches[0]);
        Assert.Equal((0, 0, 0, 0), (state.Touched.Count, state.Added.Count, state.Removed.Count, state.Left.Count));
    }

    [Fact]
    public void Join_CompilationAfterItsParts_JoinsNeitherWithTheOther()
    {
        Join(9, Match(1, 9, (0, 30), (0, 30)), Match(2, 9, (0, 30), (30, 60)));
        Assert.Equal(["1:0-30 9:0-30", "2:0-30 9:30-60"], Show());
    }

    [Fact]
    public void Join_PartsAfterTheCompilation_AreApartToo()
    {
        Join(2, Match(1, 2, (0, 30), (0, 30)));
        Join(3, Match(1, 3, (30, 60), (0, 30)));
        Join(4, Match(1, 4, (31, 58), (0, 27)), Match(3, 4, (1, 28), (0, 27)));
        Assert.Equal(["1:0-30 2:0-30", "1:30-60 3:0-30 4:0-27"], Show());
    }

    [Fact]
    public void Join_PartsOfAProgrammeThatWasSentTwice_AreApart()
    {
        Join(2, Match(1, 2, (0, 3600), (0, 3600)));
        Join(3, Match(1, 3, (600, 630), (0, 30)), Match(2, 3, (600, 630), (0, 30)));
        Join(4, Match(1, 4, (2400, 2430), (0, 30)), Match(2, 4, (2400, 2430), (0, 30)));
        Assert.Equal(["1:0-3600 2:0-3600 3:0-30", "1:2400-2430 2:2400-2430 4:0-30"], Show());
    }

    [Fact]
    public void Join_LinkOfTwoSuggestions_MergesThemIntoTheOldest()
    {
        Join(2, Match(1, 2));
        Join(4, Match(3, 4));
        var state = Join(5, Match(1, 5), Match(3, 5));
        Assert.Equal(["1:0-60 2:0-60 3:0-60 4:0-60 5:0-60"], Show());
        Assert.Equal([3L, 4, 5], state.Touched.Order());
    }

    [Theory]
    [InlineData(CopyState.Confirmed)]
    [InlineData(CopyState.Split)]
    public void Join_LinkWithAJudgedGroup_IsInBothAndMergesNothing(CopyState said)
    {
        Join(2, Match(1, 2));
        Join(4, Match(3, 4));
        Judge(1, 2, said);
        Join(5, Match(1, 5), Match(3, 5));
        Assert.Equal(["1:0-60 2:0-60 5:0-60", "3:0-60 4:0-60 5:0-60"], Show());
    }

    [Fact]
    public void Join_SplitCopy_StaysSplitAndComesBackByNoOtherWay()
    {
        Join(2, Match(1, 2));
        Judge(1, 2, CopyState.Split);
        groups[0].Copies.Remove(groups[0].Copies.Single(copy => copy.MediaItemId == 2));
        Join(2, matches[0]);
        Join(1, matches[0]);
        Assert.Equal(["1:0-60"], Show());
        Join(3, Match(1, 3), Match(2, 3));
        Join(2, [.. matches.Where(match => match.OneId == 2 || match.OtherId == 2)]);
        Assert.Equal(["1:0-60 3:0-60"], Show());
    }

    [Fact]
    public void Prune_MatchThatNoLongerHolds_TakesOutTheSuggestion()
    {
        Join(2, Match(1, 2));
        matches.Clear();
        var state = Join(2);
        Assert.Empty(Show());
        Assert.Equal([1L, 2], state.Touched.Order());
        Assert.Single(state.Removed);
    }

    [Fact]
    public void Prune_CopyHeldByAnotherMatch_StaysAndRestsOnThat()
    {
        Join(2, Match(1, 2));
        Join(3, Match(1, 3), Match(2, 3));
        matches.RemoveAll(match => match is { OneId: 1, OtherId: 3 });
        Join(3, [.. matches.Where(match => match.OtherId == 3)]);
        Assert.Equal(["1:0-60 2:0-60 3:0-60"], Show());
        Assert.Equal(2, groups[0].Copies.Single(copy => copy.MediaItemId == 3).Match!.OneId);
    }

    [Fact]
    public void Prune_ConfirmedCopyWithoutItsMatch_Stays()
    {
        Join(2, Match(1, 2));
        Judge(1, 1, CopyState.Confirmed);
        Judge(1, 2, CopyState.Confirmed);
        matches.Clear();
        Join(2);
        Assert.Equal(["1:0-60 2:0-60"], Show());
    }

    [Theory]
    [InlineData(CopyState.Confirmed)]
    [InlineData(CopyState.Split)]
    public void Prune_GroupThatAPersonJudged_IsTakenApartByPeopleAlone(CopyState said)
    {
        Join(2, Match(1, 2));
        Join(3, Match(1, 3));
        Judge(1, 3, said);
        matches.Clear();
        Join(2);
        Assert.Equal(["1:0-60 2:0-60 3:0-60"], Show());
    }

    [Fact]
    public void Prune_GroupThatFallsInTwo_BecomesTwo()
    {
        Join(2, Match(1, 2));
        Join(3, Match(2, 3));
        Join(4, Match(3, 4));
        Assert.Equal(["1:0-60 2:0-60 3:0-60 4:0-60"], Show());
        matches.RemoveAll(match => match is { OneId: 2, OtherId: 3 });
        Join(3, [.. matches.Where(match => match.OneId == 3 || match.OtherId == 3)]);
        Assert.Equal(["1:0-60 2:0-60", "3:0-60 4:0-60"], Show());
    }

    private RepostMatch Match(long one, long other, (long From, long To)? oneStretch = null, (long From, long To)? otherStretch = null)
    {
        var ((oneFrom, oneTo), (otherFrom, otherTo)) = (oneStretch ?? (0, 60), otherStretch ?? (0, 60));
        var match = new RepostMatch { Id = ++ids, OneId = one, OtherId = other, OneFromMs = oneFrom * 1000, OneToMs = oneTo * 1000, OtherFromMs = otherFrom * 1000, OtherToMs = otherTo * 1000 };
        matches.Add(match);
        return match;
    }

    /// <summary>One run of the stage for the item: what no match holds goes, what these matches bring comes; then new rows get their ids.</summary>
    private GroupedCopies Join(long item, params RepostMatch[] found)
    {
        var state = new GroupedCopies(groups, judgements, matches, default);
        PruneGroups.Run(state);
        var grouping = new RepostGrouping(state);
        foreach (var match in found) grouping.Join(match, item);
        groups.Clear();
        groups.AddRange(state.Groups);
        foreach (var group in groups.Where(group => group.Id == 0)) group.Id = ++ids;
        foreach (var copy in groups.SelectMany(group => group.Copies).Where(copy => copy.Id == 0)) copy.Id = ++ids;
        return state;
    }

    private void Judge(long item, long other, CopyState said) =>
        judgements.Add(new RepostJudgement { GroupId = groups.Single(group => group.Copies.Any(copy => copy.MediaItemId == item)).Id, MediaItemId = other, State = said });

    private List<string> Show() => [.. groups.Select(group => string.Join(' ', group.Copies.OrderBy(copy => copy.MediaItemId).Select(copy => $"{copy.MediaItemId}:{copy.FromMs / 1000}-{copy.ToMs / 1000}")))];
}
