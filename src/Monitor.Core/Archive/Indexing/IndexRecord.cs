using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Archive.Indexing;

/// <summary>Stage: the index learns of a post, and on the same way of all others that wait. While the engine does not answer, the row waits.</summary>
public sealed class IndexRecord(IDbContextFactory<MonitorDbContext> contexts, WriteOutbox outbox) : IStage
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public StageKind Kind => StageKind.Index;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waits = await db.Posts.Where(post => post.Id == run.SubjectId).Select(post => (bool?)(post.Revision > post.IndexedRevision)).FirstOrDefaultAsync(cancellationToken);
        if (waits is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        if (waits == false) return StageOutcome.Success;
        try
        {
            var refused = (await outbox.RunAsync(cancellationToken)).FirstOrDefault(refusal => refusal.Id == run.SubjectId);
            return refused is null ? StageOutcome.Success : new StageOutcome.Failed(OutcomeReason.IndexRefused, refused.Reason);
        }
        catch (IndexUnavailableException fault)
        {
            var wait = PollSchedule.BackOff(run.Attempt);
            return new StageOutcome.Retry(wait < LongestWait ? wait : LongestWait, OutcomeReason.IndexUnavailable, fault.Message);
        }
    }
}
