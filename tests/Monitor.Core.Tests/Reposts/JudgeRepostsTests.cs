using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Reposts;
using Monitor.Core.Review;

namespace Monitor.Core.Tests.Reposts;

/// <summary>What people say of copies, on a real database.</summary>
public sealed class JudgeRepostsTests : IAsyncLifetime, IDisposable
{
    private static readonly Actor Ann = new("ann"), Bob = new("bob");

    private readonly CopiedClips clips = new();
    private readonly JudgeReposts judge;
    private readonly JoinReposts join;

    public JudgeRepostsTests() => (judge, join) = (new JudgeReposts(clips.Database.Gate, clips.Database.Clock), new JoinReposts(clips.Database.Gate, clips.Database.Clock));

    /// <summary>Clips 1 and 2 in group 1, clips 2 and 3 in group 2, clip 4 alone; each in the post of its number.</summary>
    public async Task InitializeAsync()
    {
        await clips.ChannelAsync(1, "one");
        foreach (var id in new long[] { 1, 2, 3, 4 }) await clips.PostAsync(id, 1, (int)id, null, id);
        await clips.GroupAsync(1, 1, 2);
        await clips.GroupAsync(2, 2, 3);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => clips.Dispose();

    [Fact]
    public async Task Split_OfACopy_TakesItOutAndUndoBringsItBack()
    {
        Assert.Equal(new Dictionary<long, long> { [1] = 1, [2] = 1, [3] = 2, [4] = -4 }, await clips.KeysAsync(1, 2, 3, 4));
        await judge.SplitAsync(Ann, 1, 2, null, default);
        Assert.Equal(new Dictionary<long, long> { [1] = 1, [2] = 2, [3] = 2, [4] = -4 }, await clips.KeysAsync(1, 2, 3, 4));
        // The index learns of every post of the group; the row stays, so that the program does not suggest it anew.
        Assert.Equal([1L, 2], await clips.ReadAsync(db => db.Posts.Where(post => post.Revision > 0).Select(post => post.Id).ToListAsync()));
        Assert.Equal(4, await clips.ReadAsync(db => db.RepostCopies.CountAsync()));
        await judge.UndoAsync(Bob, 1, 2, 0, default);
        Assert.Equal(1, (await clips.KeysAsync(2))[2]);
        var said = await clips.ReadAsync(db => db.RepostJudgements.SingleAsync());
        Assert.Equal((CopyState.Suggested, "bob", 1), (said.State, said.JudgedBy, said.Revision));
    }

    [Fact]
    public async Task Judgements_OfPeople_AreInTheAudit()
    {
        await judge.ConfirmAsync(Ann, 1, 2, null, default);
        await judge.SplitAsync(Bob, 1, 2, 0, default);
        await using var db = clips.Database.CreateDbContext();
        Assert.Equal([("ann", "repost"), ("bob", "repost")], (await db.AuditEntries.OrderBy(row => row.Sequence).ToListAsync()).Select(row => (row.ActorId, row.SubjectKind)));
        Assert.Contains(await db.Changes.ToListAsync(), change => change is { Field: "repost.State", Before: "Confirmed", After: "Split" });
        Assert.Equal(2, await AuditChain.VerifyAsync(db, text => throw new InvalidOperationException(text), default));
    }

    [Fact]
    public async Task Judge_OfAStateThatIsGone_IsRefused()
    {
        await judge.ConfirmAsync(Ann, 1, 2, null, default);
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => judge.SplitAsync(Bob, 1, 2, null, default));
        await judge.SplitAsync(Bob, 1, 2, 0, default);
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => judge.ConfirmAsync(Ann, 1, 2, 0, default));
        Assert.Equal(EditRefusal.AlreadyJudgedSo, (await Assert.ThrowsAsync<EditRefusedException>(() => judge.SplitAsync(Ann, 1, 2, 1, default))).Refusal);
        Assert.Equal(EditRefusal.NotThere, (await Assert.ThrowsAsync<EditRefusedException>(() => judge.SplitAsync(Ann, 1, 4, null, default))).Refusal);
        Assert.Equal(EditRefusal.AlreadyJudgedSo, (await Assert.ThrowsAsync<EditRefusedException>(() => judge.UndoAsync(Ann, 1, 1, null, default))).Refusal);
    }

    [Fact]
    public async Task Join_OfTwoGroups_MovesCopiesAndJudgements()
    {
        await judge.ConfirmAsync(Ann, 2, 3, null, default);
        await judge.ConfirmAsync(Ann, 1, 2, null, default);
        await judge.ConfirmAsync(Bob, 2, 2, null, default);
        await clips.StretchAsync(2, 2, 10_000, 90_000, 90_000);
        await join.RunAsync(Bob, 2, 1, default);
        await using var db = clips.Database.CreateDbContext();
        Assert.Equal(1, (await db.RepostGroups.SingleAsync()).Id);
        Assert.Equal([(1L, 1L, 60_000L), (1, 2, 90_000), (1, 3, 60_000)], (await db.RepostCopies.OrderBy(copy => copy.MediaItemId).ToListAsync()).Select(copy => (copy.GroupId, copy.MediaItemId, copy.ToMs)));
        Assert.Equal([(1L, 2L, "ann"), (1, 3, "ann")], (await db.RepostJudgements.OrderBy(said => said.MediaItemId).ToListAsync()).Select(said => (said.GroupId, said.MediaItemId, said.JudgedBy)));
        Assert.Contains(await db.AuditEntries.ToListAsync(), entry => entry is { ActorId: "bob", SubjectKind: "repost-group", SubjectKey: "1", Detail: "joined 2" });
        Assert.Equal(new Dictionary<long, long> { [1] = 1, [2] = 1, [3] = 1 }, await clips.KeysAsync(1, 2, 3));
        Assert.All(await db.Posts.Where(post => post.Id < 4).ToListAsync(), post => Assert.True(post.Revision > 0));
        await AuditChain.VerifyAsync(db, text => throw new InvalidOperationException(text), default);
    }

    [Fact]
    public async Task Join_OfGroupsThatNobodyJudged_ConfirmsWhatTheyShareAndKeepsASplitAgainstAnOldUndo()
    {
        await judge.SplitAsync(Ann, 2, 3, null, default);
        await clips.GroupAsync(3, 2, 3);
        await judge.SplitAsync(Ann, 3, 3, null, default);
        await judge.UndoAsync(Ann, 3, 3, 0, default);
        await join.RunAsync(Bob, 2, 3, default);
        await using var db = clips.Database.CreateDbContext();
        Assert.Equal([(3L, 2L, CopyState.Confirmed, "bob"), (3, 3, CopyState.Split, "ann")], (await db.RepostJudgements.OrderBy(said => said.MediaItemId).ToListAsync()).Select(said => (said.GroupId, said.MediaItemId, said.State, said.JudgedBy)));
    }

    [Theory]
    [InlineData(1, 1, EditRefusal.SameGroup)]
    [InlineData(1, 99, EditRefusal.NotThere)]
    [InlineData(3, 1, EditRefusal.NothingInCommon)]
    public async Task Join_OfWhatIsNoPair_IsRefused(long from, long into, EditRefusal expected)
    {
        await clips.GroupAsync(3, 3, 4);
        Assert.Equal(expected, (await Assert.ThrowsAsync<EditRefusedException>(() => join.RunAsync(Ann, from, into, default))).Refusal);
        Assert.Equal(3, await clips.ReadAsync(db => db.RepostGroups.CountAsync()));
    }

    [Fact]
    public async Task Join_WhereTheSharedClipWasSplitOff_IsRefused()
    {
        await judge.SplitAsync(Ann, 1, 2, null, default);
        Assert.Equal(EditRefusal.NothingInCommon, (await Assert.ThrowsAsync<EditRefusedException>(() => join.RunAsync(Ann, 2, 1, default))).Refusal);
    }

    [Fact]
    public async Task Key_OfASmallPartAndOfSeveralClips_IsNotTheGroups()
    {
        // A programme of ten minutes that shows the clip for one: it may show others.
        await clips.StretchAsync(1, 1, 0, 60_000, 600_000);
        await clips.PostAsync(5, 1, 5, null, 1, 2);
        await clips.GapAsync(6, 1, 6);
        Assert.Equal(new Dictionary<long, long> { [1] = -1, [2] = 1 }, await clips.KeysAsync(1, 2, 5, 6));
    }
}
