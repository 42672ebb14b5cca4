using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.Review;

namespace Monitor.Core.Reposts;

/// <summary>A person says that two groups are the same: copies and judgements of the one move to the other, and the emptied one goes.</summary>
public sealed class JoinReposts(WriteGate gate, TimeProvider clock)
{
    /// <summary>Only groups that have a clip in common are joined. Where both judged the same clip, the judgement of the group that stays holds.</summary>
    public Task RunAsync(Actor actor, long groupId, long intoGroupId, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        EditRefusedException.ThrowIf(groupId == intoGroupId, EditRefusal.SameGroup);
        var groups = await db.RepostGroups.Include(group => group.Copies).Where(group => group.Id == groupId || group.Id == intoGroupId).ToDictionaryAsync(group => group.Id, cancellationToken);
        EditRefusedException.ThrowIf(groups.Count != 2, EditRefusal.NotThere);
        var shared = (await StandingCopies.Of(db).Where(copy => copy.GroupId == groupId).Select(copy => copy.MediaItemId).Intersect(StandingCopies.Of(db).Where(copy => copy.GroupId == intoGroupId).Select(copy => copy.MediaItemId)).ToListAsync(cancellationToken)).ToHashSet();
        EditRefusedException.ThrowIf(shared.Count == 0, EditRefusal.NothingInCommon);
        await MoveJudgementsAsync(db, actor, groupId, intoGroupId, shared, cancellationToken);
        MoveCopies(db, groups[groupId], groups[intoGroupId]);
        // The copies are the program's rows: what a person did to them stands in the audit by itself.
        await AuditChain.AppendAsync(db, actor, AuditAction.Changed, "repost-group", intoGroupId.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"joined {groupId}"), clock.GetUtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.RepostGroups.Where(group => group.Id == groupId).ExecuteDeleteAsync(cancellationToken);
        await TouchPosts.OfRepostGroupAsync(db, intoGroupId, clock.GetUtcNow(), cancellationToken);
        return true;
    }, cancellationToken);

    /// <summary>The clips that both groups have are confirmed by it: the program takes nothing apart that a person joined.</summary>
    private async Task MoveJudgementsAsync(MonitorDbContext db, Actor actor, long groupId, long intoGroupId, HashSet<long> shared, CancellationToken cancellationToken)
    {
        var said = await db.RepostJudgements.Where(row => row.GroupId == groupId || row.GroupId == intoGroupId).ToListAsync(cancellationToken);
        var kept = said.Where(row => row.GroupId == intoGroupId).ToDictionary(row => row.MediaItemId);
        foreach (var row in said.Where(row => row.GroupId == groupId))
        {
            if (!kept.TryGetValue(row.MediaItemId, out var there))
            {
                row.GroupId = intoGroupId;
                kept.Add(row.MediaItemId, row);
                continue;
            }

            // What was taken back says nothing against what the other group has.
            if (there.State == CopyState.Suggested) (there.State, there.JudgedBy, there.JudgedAt) = (row.State, row.JudgedBy, row.JudgedAt);
            db.RepostJudgements.Remove(row);
        }

        foreach (var item in shared)
        {
            if (!kept.TryGetValue(item, out var row)) db.RepostJudgements.Add(row = new RepostJudgement { GroupId = intoGroupId, MediaItemId = item });
            else if (row.State != CopyState.Suggested) continue;
            (row.State, row.JudgedBy, row.JudgedAt) = (CopyState.Confirmed, actor.Id, clock.GetUtcNow());
        }
    }

    /// <summary>A clip that is in both keeps its place, over the stretch of both.</summary>
    private static void MoveCopies(MonitorDbContext db, RepostGroup from, RepostGroup into)
    {
        var known = into.Copies.ToDictionary(copy => copy.MediaItemId);
        foreach (var copy in from.Copies.ToList())
        {
            if (!known.TryGetValue(copy.MediaItemId, out var there)) copy.GroupId = into.Id;
            else
            {
                (there.FromMs, there.ToMs) = (Math.Min(there.FromMs, copy.FromMs), Math.Max(there.ToMs, copy.ToMs));
                db.RepostCopies.Remove(copy);
            }
        }
    }
}
