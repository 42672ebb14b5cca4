using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Monitor.Core.Channels;
using Monitor.Core.Database;

namespace Monitor.Core.Pipelines;

/// <summary>Runs one row: claims it by one conditional update, keeps the lease alive, and commits how it ended. The one place that catches faults.</summary>
public sealed partial class RunStage(WriteGate gate, IEnumerable<IStage> stages, TimeProvider clock, ILogger<RunStage> log)
{
    private const int MaxAttempts = 12;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private readonly Dictionary<StageKind, IStage> byKind = stages.ToDictionary(stage => stage.Kind);

    /// <summary>No lease lasts longer; one that does was taken before the clock went back, and holds no more.</summary>
    public static DateTimeOffset LatestLease(DateTimeOffset now) => now + (2 * Lease);

    /// <summary>Runs the row if it can be claimed. Throws <see cref="StageFailedException"/> after a failure was committed.</summary>
    /// <returns>False where another worker has it, or it is not due.</returns>
    public async Task<bool> RunAsync(long stageRunId, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid();
        if (await ClaimAsync(stageRunId, token, cancellationToken) is not { } run) return false;
        LogStarted(run.Id, run.Stage, run.SubjectId, run.Attempt);
        var outcome = Doubt(run, await WorkAsync(run, token, cancellationToken), cancellationToken.IsCancellationRequested);
        if (outcome is StageOutcome.Retry retry && run.Attempt >= MaxAttempts && run.Stage != StageKind.Poll && !WaitsForTheMachine(retry.Reason))
            outcome = new StageOutcome.Failed(retry.Reason, retry.Detail ?? "Too many attempts.");
        var held = run.IsEnded || await EndAsync(run, token, outcome, CancellationToken.None);
        LogEnded(run.Id, run.Stage, run.SubjectId, held ? outcome.GetType().Name : "LeaseLost", ReasonOf(outcome));
        if (held && outcome is StageOutcome.Failed failed) throw new StageFailedException(run.Id, failed.Reason);
        return true;
    }

    /// <summary>A decoder's fault is believed when it repeats: one that ran while the machine stopped, or ran out of something, is no fault of the clip.</summary>
    private static StageOutcome Doubt(StageRun run, StageOutcome outcome, bool isStopping) =>
        outcome is StageOutcome.Failed { Reason: OutcomeReason.DecodeFailed or OutcomeReason.DecodeLimit or OutcomeReason.NoFrames } failed && (isStopping || run.Reason != failed.Reason)
            ? new StageOutcome.Retry(TimeSpan.Zero, isStopping ? OutcomeReason.DecoderStopped : failed.Reason, failed.Detail)
            : outcome;

    private Task<StageRun?> ClaimAsync(long id, Guid token, CancellationToken cancellationToken) => gate.WriteAsync<StageRun?>(async db =>
    {
        var now = clock.GetUtcNow();
        var latest = LatestLease(now);
        var claimed = await db.StageRuns
            .Where(row => row.Id == id)
            .Where(row => (row.State == StageState.Pending && row.DueAt <= now) || (row.State == StageState.Running && (row.LeaseUntil < now || row.LeaseUntil > latest)))
            .Where(row => row.Lane == null || !db.StageRuns.Any(other => other.Lane == row.Lane && other.Id != id && other.State == StageState.Running && other.LeaseUntil >= now && other.LeaseUntil <= latest))
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.State, StageState.Running).SetProperty(row => row.LeaseToken, token)
                .SetProperty(row => row.LeaseUntil, now + Lease).SetProperty(row => row.StartedAt, now)
                .SetProperty(row => row.EndedAt, (DateTimeOffset?)null)
                .SetProperty(row => row.Attempt, row => row.Attempt + 1), cancellationToken);
        return claimed == 0 ? null : await db.StageRuns.AsNoTracking().FirstAsync(row => row.Id == id, cancellationToken);
    }, cancellationToken);

    private async Task<StageOutcome> WorkAsync(StageRun run, Guid token, CancellationToken cancellationToken)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var heartbeat = KeepLeaseAsync(run.Id, token, lost);
        try
        {
            return await byKind[run.Stage].RunAsync(run, lost.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            return new StageOutcome.Retry(TimeSpan.Zero, OutcomeReason.ChangedMeanwhile);
        }
        catch (Exception fault) when (StorageFault.IsFull(fault))
        {
            return new StageOutcome.Retry(TimeSpan.FromMinutes(1), OutcomeReason.StorageFull, "The disk is full: free some space; the work goes on by itself.");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogFault(run.Id, run.Stage, run.SubjectId, fault);
            return run.Attempt < 4
                ? new StageOutcome.Retry(null, OutcomeReason.Fault, fault.GetType().Name)
                : new StageOutcome.Failed(OutcomeReason.Fault, fault.GetType().Name);
        }
        finally
        {
            await lost.CancelAsync();
            await heartbeat;
        }
    }

    /// <summary>Renews the lease until the work has ended. A renewal that fails is tried again; where the lease is nearly over, the work stops before another worker begins it.</summary>
    private async Task KeepLeaseAsync(long id, Guid token, CancellationTokenSource lost)
    {
        using var timer = new PeriodicTimer(Lease / 8, clock);
        var heldUntil = clock.GetUtcNow() + Lease;
        try
        {
            while (await timer.WaitForNextTickAsync(lost.Token))
            {
                var until = clock.GetUtcNow() + Lease;
                if (await RenewAsync(id, token, until, lost.Token) is not { } kept)
                {
                    if (heldUntil - clock.GetUtcNow() < Lease / 4) await lost.CancelAsync();
                }
                else if (!kept) await lost.CancelAsync();
                else heldUntil = until;
            }
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
    }

    /// <summary>False where another worker has the row; null where the database did not answer.</summary>
    private async Task<bool?> RenewAsync(long id, Guid token, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            return await gate.WriteAsync(db => db.StageRuns.Where(row => row.Id == id && row.LeaseToken == token)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, until), cancellationToken), cancellationToken) > 0;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            LogLease(id, fault.GetType().Name);
            return null;
        }
    }

    private Task<bool> EndAsync(StageRun run, Guid token, StageOutcome outcome, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        var row = await db.StageRuns.FirstOrDefaultAsync(known => known.Id == run.Id && known.LeaseToken == token, cancellationToken);
        if (row is null) return false;
        await StageEnd.ApplyAsync(db, row, outcome, clock.GetUtcNow(), cancellationToken);
        return true;
    }, cancellationToken);

    private static OutcomeReason? ReasonOf(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Skipped skipped => skipped.Reason,
        StageOutcome.Retry retry => retry.Reason,
        StageOutcome.Failed failed => failed.Reason,
        _ => null,
    };

    /// <summary>What is not the item's fault is waited for, however long it lasts: space, a proxy, a sandbox, a search engine.</summary>
    private static bool WaitsForTheMachine(OutcomeReason reason) => reason is OutcomeReason.StorageFull or OutcomeReason.EgressUnavailable or OutcomeReason.NothingReached or OutcomeReason.SandboxUnavailable or OutcomeReason.IndexUnavailable or OutcomeReason.DecoderStopped;

    [LoggerMessage(LogLevel.Debug, "Stage run {Id} started: {Stage} of {SubjectId}, attempt {Attempt}")]
    private partial void LogStarted(long id, StageKind stage, long subjectId, int attempt);

    [LoggerMessage(LogLevel.Information, "Stage run {Id}: {Stage} of {SubjectId} ended as {Outcome} {Reason}")]
    private partial void LogEnded(long id, StageKind stage, long subjectId, string outcome, OutcomeReason? reason);

    [LoggerMessage(LogLevel.Warning, "Stage run {Id}: its lease could not be renewed ({Fault}); it is tried again")]
    private partial void LogLease(long id, string fault);

    [LoggerMessage(LogLevel.Error, "Stage run {Id}: {Stage} of {SubjectId} met a fault")]
    private partial void LogFault(long id, StageKind stage, long subjectId, Exception fault);
}
