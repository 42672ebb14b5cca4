using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Archive;

/// <summary>Stage: writes a post to the index, then notes the revision that the index holds.</summary>
public sealed class IndexRecord(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, IArchiveIndex index) : IStage
{
    public StageKind Kind => StageKind.Index;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var record = await RecordBuilder.BuildAsync(db, run.SubjectId, cancellationToken);
        if (record is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        await index.WriteAsync([record], cancellationToken);
        await gate.WriteAsync(write => write.Posts.Where(post => post.Id == record.Id && post.IndexedRevision < record.Revision)
            .ExecuteUpdateAsync(set => set.SetProperty(post => post.IndexedRevision, record.Revision), cancellationToken), cancellationToken);
        return StageOutcome.Success;
    }
}
