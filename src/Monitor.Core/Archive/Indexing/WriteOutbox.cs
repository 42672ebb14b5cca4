using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;
using Monitor.Core.Triage;

namespace Monitor.Core.Archive.Indexing;

/// <summary>Writes what the index does not know yet. The posts whose revision is above the indexed one are the outbox: nothing leaves it before the engine has it. On their way they are scored.</summary>
public sealed partial class WriteOutbox(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, IArchiveIndex index, ScorePosts score, TimeProvider clock, ILogger<WriteOutbox> log) : IDisposable
{
    private const int BatchSize = 200;

    /// <summary>Held from the write of a batch to the note of it: an index that takes another's place in between would not have what is noted.</summary>
    private readonly SemaphoreSlim still = new(1, 1);

    /// <summary>Writes all that waits, in batches. Returns the records that the engine refused; they stay in the outbox. Throws <see cref="IndexUnavailableException"/>.</summary>
    public async Task<IReadOnlyList<WriteRefusal>> RunAsync(CancellationToken cancellationToken)
    {
        var refused = new List<WriteRefusal>();
        var any = false;
        // What was refused is passed over: it must not keep the others from being written.
        for (long last = 0; await WriteNextAsync(last, refused, cancellationToken) is { } next; last = next) any = true;
        if (any) await index.RefreshAsync(cancellationToken);
        return refused;
    }

    /// <summary>How many posts wait.</summary>
    public static Task<int> CountAsync(MonitorDbContext db, CancellationToken cancellationToken) => db.Posts.CountAsync(post => post.Revision > post.IndexedRevision, cancellationToken);

    /// <summary>Keeps the outbox still until what is returned is disposed of.</summary>
    public async Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        await still.WaitAsync(cancellationToken);
        return new Held(still);
    }

    public void Dispose() => still.Dispose();

    /// <summary>The id that the next batch begins after; null where nothing is left.</summary>
    private async Task<long?> WriteNextAsync(long last, List<WriteRefusal> refused, CancellationToken cancellationToken)
    {
        using var held = await HoldAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await db.Posts.Where(post => post.Revision > post.IndexedRevision && post.Id > last).OrderBy(post => post.Id).Select(post => post.Id).Take(BatchSize).ToListAsync(cancellationToken);
        if (ids.Count == 0) return null;
        await ScoreAsync(ids, cancellationToken);
        var now = new List<WriteRefusal>();
        var records = await RecordBuilder.BuildEachAsync(db, ids, now, cancellationToken);
        now.AddRange(await WriteEachAsync(records, cancellationToken));
        refused.AddRange(now);
        var written = records.ExceptBy(now.Select(refusal => refusal.Id), record => record.Id).ToList();
        await gate.WriteAsync(write => NoteAsync(write, written, cancellationToken), cancellationToken);
        return ids[^1];
    }

    /// <summary>A post that cannot be scored is found all the same; it keeps the score that it had.</summary>
    private async Task ScoreAsync(List<long> ids, CancellationToken cancellationToken)
    {
        try
        {
            await score.RunAsync(ids, cancellationToken);
        }
        catch (Exception fault) when (RecordBuilder.IsOfOne(fault))
        {
            if (ids.Count == 1) LogUnscored(ids[0], fault);
            else foreach (var id in ids) await ScoreAsync([id], cancellationToken);
        }
    }

    private async Task<IReadOnlyList<WriteRefusal>> WriteEachAsync(List<ArchiveRecord> records, CancellationToken cancellationToken)
    {
        try
        {
            return await index.WriteAsync(records, cancellationToken);
        }
        catch (Exception fault) when (RecordBuilder.IsOfOne(fault))
        {
            if (records is [var one]) return [new WriteRefusal(one.Id, fault.GetType().Name)];
            var refused = new List<WriteRefusal>();
            foreach (var record in records) refused.AddRange(await WriteEachAsync([record], cancellationToken));
            return refused;
        }
    }

    [LoggerMessage(LogLevel.Error, "Post {Id} could not be scored; it is found without")]
    private partial void LogUnscored(long id, Exception fault);

    private async Task NoteAsync(MonitorDbContext db, List<ArchiveRecord> written, CancellationToken cancellationToken)
    {
        foreach (var record in written)
            await db.Posts.Where(post => post.Id == record.Id && post.IndexedRevision < record.Revision)
                .ExecuteUpdateAsync(set => set.SetProperty(post => post.IndexedRevision, record.Revision), cancellationToken);
        // Their rows have nothing left to do; also those that an earlier try had failed.
        var (ids, now) = (written.ConvertAll(record => record.Id), clock.GetUtcNow());
        await db.StageRuns.Where(run => run.SubjectKind == SubjectKind.Post && ids.Contains(run.SubjectId) && run.Stage == StageKind.Index && (run.State == StageState.Pending || run.State == StageState.Failed)
            && db.Posts.Any(post => post.Id == run.SubjectId && post.IndexedRevision >= post.Revision))
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.State, StageState.Done).SetProperty(run => run.EndedAt, now).SetProperty(run => run.Reason, (OutcomeReason?)null).SetProperty(run => run.Detail, (string?)null), cancellationToken);
    }

    private sealed class Held(SemaphoreSlim still) : IDisposable
    {
        public void Dispose() => still.Release();
    }
}
