using Monitor.Core.Archive;
using Monitor.Core.Audit;
using Monitor.Core.People;
using Monitor.Core.Reposts;
using Monitor.Core.Review;
using Monitor.Core.Tests.People;

namespace Monitor.Core.Tests.Reposts;

/// <summary>Tags and decisions of one copy, suggested on the others.</summary>
public sealed class SuggestFromCopiesTests : IAsyncLifetime, IDisposable
{
    private static readonly Actor Ann = new("ann");
    private static readonly Viewer Reader = new(0), Analyst = new(1), Lead = new(2);

    private readonly CopiedClips clips = new();
    private readonly EditTags tags;
    private long person;

    public SuggestFromCopiesTests() => tags = new EditTags(clips.Database.Gate, clips.Database.Clock);

    /// <summary>Clip 1 in post 1; its copy 2, ten seconds later, in post 2; a person known.</summary>
    public async Task InitializeAsync()
    {
        await clips.ChannelAsync(1, "one");
        await clips.PostAsync(1, 1, 1, null, 1);
        await clips.PostAsync(2, 1, 2, null, 2);
        await clips.GroupAsync(1, 1, 2);
        person = await PersonAsync("Аляксей Крыніца", Confidentiality.Public);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => clips.Dispose();

    [Theory]
    [InlineData(false, "200,100,300,400")]
    [InlineData(true, "500,100,300,400")]
    public async Task Tag_OnACopy_IsSuggestedWithItsTimesShifted(bool isMirrored, string region)
    {
        await clips.MatchAsync(1, 2, 0, 10_000, 50_000, isMirrored);
        await TagAsync(1, 5_000, 8_000, "200,100,300,400");
        var suggested = Assert.Single(await SuggestAsync(2));
        Assert.Equal((1L, person), (suggested.PostId, suggested.Tag.PersonId));
        Assert.Equal(new TagDraft(person, 2, null, PersonRole.Victim, 15_000, 18_000, region, Certainty.Confirmed, Confidentiality.Public), suggested.Draft);
        // Taken over, it is suggested no longer, on neither side.
        await tags.SaveAsync(Ann, Analyst, null, suggested.Draft, default);
        Assert.Empty(await SuggestAsync(2));
        Assert.Empty(await SuggestAsync(1));
    }

    [Fact]
    public async Task Tag_OutsideOfWhatBothHave_IsNotSuggested()
    {
        await clips.MatchAsync(1, 2, 20_000, 30_000, 20_000);
        await TagAsync(1, 5_000, 8_000, null);
        Assert.Empty(await SuggestAsync(2));
        // One that reaches into it is cut to it.
        await TagAsync(1, 15_000, 25_000, null);
        Assert.Equal((30_000L, 35_000L), Times(Assert.Single(await SuggestAsync(2))));
    }

    [Fact]
    public async Task Tag_OfAWholeClip_IsOfTheWholeCopyOrOfItsStretch()
    {
        await clips.MatchAsync(1, 2, 0, 10_000, 50_000);
        await TagAsync(1, null, null, null);
        Assert.Equal((null, null), Times(Assert.Single(await SuggestAsync(2))));
        await clips.StretchAsync(1, 2, 10_000, 60_000, 600_000);
        Assert.Equal((10_000L, 60_000L), Times(Assert.Single(await SuggestAsync(2))));
    }

    /// <summary>Two reports share their first ten seconds: who the one is about is not in the other.</summary>
    [Fact]
    public async Task TagAndDecision_OfAClipThatSharesItsOpener_AreNotSuggested()
    {
        await clips.MatchAsync(1, 2, 0, 0, 10_000);
        await TagAsync(1, null, null, null);
        Assert.Empty(await SuggestAsync(2));
        await DecideAsync(1, PostKind.ForcedConfession);
        await using var db = clips.Database.CreateDbContext();
        Assert.Empty(await SuggestFromCopies.DecisionsAsync(db, 2, default));
    }

    [Fact]
    public async Task Tag_WithoutAMatchBetweenTheTwo_IsShiftedByTheGroupsStretchAndHasNoRegion()
    {
        await clips.StretchAsync(1, 2, 12_000, 60_000, 60_000);
        await TagAsync(1, 5_000, 8_000, "200,100,300,400");
        var suggested = Assert.Single(await SuggestAsync(2));
        Assert.Equal((17_000L, 20_000L), Times(suggested));
        Assert.Null(suggested.Draft.Region);
    }

    [Fact]
    public async Task Tag_BeyondTheViewersClearance_IsNeverSuggested()
    {
        await clips.MatchAsync(1, 2, 0, 10_000, 50_000);
        await TagAsync(1, 1_000, 2_000, null, Confidentiality.Restricted);
        var hidden = await PersonAsync("Зміцер Падкідыш", Confidentiality.Withheld);
        await tags.SaveAsync(Ann, Lead, null, new TagDraft(hidden, 1, null, PersonRole.Victim, 3_000, 4_000, null, Certainty.Confirmed, Confidentiality.Public), default);
        Assert.Empty(await SuggestAsync(2, Reader));
        Assert.Equal([person], (await SuggestAsync(2, Analyst)).Select(suggested => suggested.Tag.PersonId));
        Assert.Equal(Confidentiality.Restricted, (await SuggestAsync(2, Analyst))[0].Draft.Confidentiality);
        Assert.Equal([person, hidden], (await SuggestAsync(2, Lead)).Select(suggested => suggested.Tag.PersonId));
    }

    [Fact]
    public async Task Tag_WhichIsHereAndHidden_DoesNotShowThatByASuggestionLess()
    {
        await clips.MatchAsync(1, 2, 0, 10_000, 50_000);
        await TagAsync(1, 5_000, 8_000, null);
        await tags.SaveAsync(Ann, Lead, null, new TagDraft(person, 2, null, PersonRole.Victim, 15_000, 18_000, null, Certainty.Confirmed, Confidentiality.Withheld), default);
        Assert.Single(await SuggestAsync(2, Analyst));
        Assert.Empty(await SuggestAsync(2, Lead));
    }

    [Fact]
    public async Task Split_Copies_SuggestNothing()
    {
        await clips.MatchAsync(1, 2, 0, 10_000, 50_000);
        await TagAsync(1, 5_000, 8_000, null);
        await DecideAsync(1, PostKind.ForcedConfession);
        Assert.Single(await DecisionsAsync(2));
        await new JudgeReposts(clips.Database.Gate, clips.Database.Clock).SplitAsync(Ann, 1, 1, null, default);
        Assert.Empty(await SuggestAsync(2));
        Assert.Empty(await DecisionsAsync(2));
    }

    [Fact]
    public async Task Decision_OnTheSameClipOrACopy_IsSuggestedOnce()
    {
        await clips.PostAsync(3, 1, 3, null, 1);
        await clips.PostAsync(4, 1, 4, null, 9);
        await DecideAsync(2, PostKind.ForcedConfession);
        await DecideAsync(3, PostKind.ForcedConfession);
        Assert.Equal([new SuggestedDecision(2, PostKind.ForcedConfession, null)], await DecisionsAsync(1));
        Assert.Equal([new SuggestedDecision(3, PostKind.ForcedConfession, null)], await DecisionsAsync(2));
        Assert.Empty(await DecisionsAsync(4));
        // A duplicate of this very post says nothing about it; what a colleague disputes is suggested nowhere.
        await DecideAsync(3, PostKind.Duplicate, 1);
        await new ReviewPosts(clips.Database.Gate, clips.Database.Clock).JudgeAsync(new Actor("bob"), 2, await RevisionAsync(2), false, null, default);
        Assert.Empty(await DecisionsAsync(1));
        Assert.Equal([new SuggestedDecision(3, PostKind.Duplicate, 1)], await DecisionsAsync(2));
    }

    private static (long?, long?) Times(SuggestedTag suggested) => (suggested.Draft.FromMs, suggested.Draft.ToMs);

    private Task<long> PersonAsync(string name, Confidentiality confidentiality) => new EditPeople(clips.Database.Gate, new FindPeople(clips.Database, TestNames.Given), clips.Database.Clock)
        .SaveAsync(Ann, Lead, null, new PersonDraft { Names = [new NameDraft(name, null, null)], Confidentiality = confidentiality }, default);

    private Task<long> TagAsync(long item, long? from, long? to, string? region, Confidentiality confidentiality = Confidentiality.Public) =>
        tags.SaveAsync(Ann, Lead, null, new TagDraft(person, item, null, PersonRole.Victim, from, to, region, Certainty.Confirmed, confidentiality), default);

    private Task<IReadOnlyList<SuggestedTag>> SuggestAsync(long post, Viewer? viewer = null) => clips.ReadAsync(db => SuggestFromCopies.TagsAsync(db, post, viewer ?? Lead, default));

    private Task<IReadOnlyList<SuggestedDecision>> DecisionsAsync(long post) => clips.ReadAsync(db => SuggestFromCopies.DecisionsAsync(db, post, default));

    private async Task DecideAsync(long post, PostKind kind, long? duplicateOf = null) => await new ReviewPosts(clips.Database.Gate, clips.Database.Clock).DecideAsync(Ann, post, await RevisionAsync(post), kind, duplicateOf, null, default);

    private Task<int> RevisionAsync(long post) => clips.ReadAsync(async db => (await db.PostReviews.FindAsync(post))?.Revision ?? 0);
}
