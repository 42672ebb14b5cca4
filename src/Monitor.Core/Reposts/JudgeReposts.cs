using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.Core.Reposts;

/// <summary>What people say of copies: confirmed, split off, or back to the program's suggestion. Each call names the revision that was seen, null where nobody had judged yet.</summary>
public sealed class JudgeReposts(WriteGate gate, TimeProvider clock)
{
    /// <summary>The copy does show the same.</summary>
    public Task ConfirmAsync(Actor actor, long groupId, long mediaItemId, int? seen, CancellationToken cancellationToken) => JudgeAsync(actor, groupId, mediaItemId, seen, CopyState.Confirmed, cancellationToken);

    /// <summary>The copy shows something else: it counts nowhere any more, and stays in sight so that this can be taken back.</summary>
    public Task SplitAsync(Actor actor, long groupId, long mediaItemId, int? seen, CancellationToken cancellationToken) => JudgeAsync(actor, groupId, mediaItemId, seen, CopyState.Split, cancellationToken);

    /// <summary>Takes a judgement back, whosever it is: the copy is a suggestion again.</summary>
    public Task UndoAsync(Actor actor, long groupId, long mediaItemId, int? seen, CancellationToken cancellationToken) => JudgeAsync(actor, groupId, mediaItemId, seen, CopyState.Suggested, cancellationToken);

    private Task<bool> JudgeAsync(Actor actor, long groupId, long mediaItemId, int? seen, CopyState state, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        EditRefusedException.ThrowIf(!await db.RepostCopies.AnyAsync(copy => copy.GroupId == groupId && copy.MediaItemId == mediaItemId, cancellationToken), EditRefusal.NotThere);
        var said = await db.RepostJudgements.FirstOrDefaultAsync(row => row.GroupId == groupId && row.MediaItemId == mediaItemId, cancellationToken);
        if (said is not null && said.Revision != seen) throw new ChangedMeanwhileException(said);
        EditRefusedException.ThrowIf((said?.State ?? CopyState.Suggested) == state, EditRefusal.AlreadyJudgedSo);
        said ??= db.RepostJudgements.Add(new RepostJudgement { GroupId = groupId, MediaItemId = mediaItemId }).Entity;
        (said.State, said.JudgedBy, said.JudgedAt) = (state, actor.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        // Another copy may have lost, or found again, the only one that it had in common with somebody.
        await TouchPosts.OfRepostGroupAsync(db, groupId, clock.GetUtcNow(), cancellationToken);
        return true;
    }, cancellationToken);
}
