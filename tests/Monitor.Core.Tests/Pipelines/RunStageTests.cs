using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Monitor.Core.Channels;
using Monitor.Core.Pipelines;
using Monitor.Core.Tests.Setting;

namespace Monitor.Core.Tests.Pipelines;

/// <summary>Claims, leases, late writes and back-off of the rows that are the truth about work.</summary>
public sealed class RunStageTests : IDisposable
{
    private readonly TestDatabase database = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Run_DeliveredTenTimesAtOnce_WorksOnce()
    {
        var stage = new CountingStage(_ => StageOutcome.Success);
        var id = await PlanAsync();
        var runner = Runner(stage);
        var ran = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => runner.RunAsync(id, CancellationToken.None))));
        Assert.Equal((1, 1), (stage.Runs, ran.Count(claimed => claimed)));
        Assert.Equal(StageState.Done, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task Run_WorkerFrozenPastItsLease_ItsLateWriteIsRefused()
    {
        var id = await PlanAsync();
        var frozen = new TaskCompletionSource<StageOutcome>();
        var first = Runner(new CountingStage(_ => frozen.Task.GetAwaiter().GetResult())).RunAsync;
        var late = Task.Run(() => first(id, CancellationToken.None));
        while ((await RowAsync(id)).State != StageState.Running) await Task.Yield();
        await database.Gate.WriteAsync(db => db.StageRuns.ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, database.Clock.GetUtcNow() - TimeSpan.FromSeconds(1))), CancellationToken.None);
        Assert.True(await Runner(new CountingStage(_ => StageOutcome.Success)).RunAsync(id, CancellationToken.None));
        frozen.SetResult(new StageOutcome.Failed(OutcomeReason.DecodeFailed));
        Assert.True(await late);
        var row = await RowAsync(id);
        Assert.Equal((StageState.Done, null), (row.State, row.Reason));
    }

    [Fact]
    public async Task Run_RenewalOfTheLeaseFailsOnce_KeepsTheWorkAndItsResult()
    {
        var id = await PlanAsync();
        var work = new TaskCompletionSource<StageOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var stage = new WaitingStage(work.Task);
        var running = Runner(stage).RunAsync(id, CancellationToken.None);
        await stage.Began;
        var lease = (await RowAsync(id)).LeaseUntil;
        await RefuseRenewalsAsync();
        await TickAsync();
        await AllowRenewalsAsync();
        for (var tries = 0; (await RowAsync(id)).LeaseUntil == lease; tries++)
        {
            Assert.True(tries < 4, "The lease is not renewed after a renewal that failed.");
            await TickAsync();
        }

        Assert.False(await Runner(new CountingStage(_ => StageOutcome.Success)).RunAsync(id, CancellationToken.None));
        work.SetResult(StageOutcome.Success);
        Assert.True(await running);
        Assert.Equal(StageState.Done, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task Run_RenewalsOfTheLeaseGoOnFailing_StopsBeforeAnotherWorkerBegins()
    {
        var id = await PlanAsync();
        var stage = new WaitingStage(new TaskCompletionSource<StageOutcome>().Task);
        var running = Runner(stage).RunAsync(id, CancellationToken.None);
        await stage.Began;
        var lease = (await RowAsync(id)).LeaseUntil;
        await RefuseRenewalsAsync();
        while (!stage.WasStopped && database.Clock.GetUtcNow() < lease) await TickAsync();
        Assert.True(stage.WasStopped);
        Assert.True(database.Clock.GetUtcNow() < lease);
        await AllowRenewalsAsync();
        Assert.True(await running);
        Assert.Equal((StageState.Pending, OutcomeReason.ChangedMeanwhile), ((await RowAsync(id)).State, (await RowAsync(id)).Reason));
    }

    [Fact]
    public async Task Run_StageFails_RowIsCommittedBeforeTheJobThrows()
    {
        var id = await PlanAsync();
        var thrown = await Assert.ThrowsAsync<StageFailedException>(() => Runner(new CountingStage(_ => new StageOutcome.Failed(OutcomeReason.EmptyFile, "why"))).RunAsync(id, CancellationToken.None));
        var row = await RowAsync(id);
        Assert.Equal((OutcomeReason.EmptyFile, StageState.Failed, OutcomeReason.EmptyFile, "why"), (thrown.Reason, row.State, row.Reason, row.Detail));
        Assert.False(await Runner(new CountingStage(_ => StageOutcome.Success)).RunAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task Run_FaultInAStage_IsTriedAgainByTheLadderAndThenFails()
    {
        var id = await PlanAsync();
        var runner = Runner(new CountingStage(_ => throw new InvalidOperationException("secret text")));
        for (var attempt = 1; attempt < 4; attempt++)
        {
            await runner.RunAsync(id, CancellationToken.None);
            var row = await RowAsync(id);
            Assert.Equal((StageState.Pending, OutcomeReason.Fault, database.Clock.GetUtcNow() + PollSchedule.BackOff(attempt)), (row.State, row.Reason, row.DueAt));
            Assert.DoesNotContain("secret", row.Detail, StringComparison.Ordinal);
            database.Clock.Advance(TimeSpan.FromHours(1));
        }

        await Assert.ThrowsAsync<StageFailedException>(() => runner.RunAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task Run_DecoderFault_IsBelievedWhenItRepeats()
    {
        var id = await PlanAsync();
        var runner = Runner(new CountingStage(_ => new StageOutcome.Failed(OutcomeReason.DecodeFailed, "why")));
        await runner.RunAsync(id, CancellationToken.None);
        Assert.Equal((StageState.Pending, OutcomeReason.DecodeFailed, database.Clock.GetUtcNow()), ((await RowAsync(id)).State, (await RowAsync(id)).Reason, (await RowAsync(id)).DueAt));
        await Assert.ThrowsAsync<StageFailedException>(() => runner.RunAsync(id, CancellationToken.None));
        Assert.Equal(StageState.Failed, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task Run_DecoderFaultWhileStopping_IsRunAgainAtTheNextStart()
    {
        using var stop = new CancellationTokenSource();
        var id = await PlanAsync();
        // Even where the fault before was the same.
        await Runner(new CountingStage(_ => new StageOutcome.Failed(OutcomeReason.DecodeFailed))).RunAsync(id, CancellationToken.None);
        await Runner(new CountingStage(_ =>
        {
            stop.Cancel();
            return new StageOutcome.Failed(OutcomeReason.DecodeFailed);
        })).RunAsync(id, stop.Token);
        Assert.Equal((StageState.Pending, OutcomeReason.DecoderStopped), ((await RowAsync(id)).State, (await RowAsync(id)).Reason));
    }

    [Fact]
    public async Task Run_DatabaseFull_WaitsAndLosesNothing()
    {
        var id = await PlanAsync();
        await Runner(new CountingStage(_ => throw new DbUpdateException("could not be written", new Microsoft.Data.Sqlite.SqliteException("SQLite Error 13: 'database or disk is full'.", 13)))).RunAsync(id, CancellationToken.None);
        Assert.Equal((StageState.Pending, OutcomeReason.StorageFull), ((await RowAsync(id)).State, (await RowAsync(id)).Reason));
    }

    [Fact]
    public async Task Run_DiskFull_WaitsAndLosesNothing()
    {
        var id = await PlanAsync();
        await Runner(new CountingStage(_ => throw new IOException("No space left on device", 28))).RunAsync(id, CancellationToken.None);
        Assert.Equal((StageState.Pending, OutcomeReason.StorageFull), ((await RowAsync(id)).State, (await RowAsync(id)).Reason));
        database.Clock.Advance(TimeSpan.FromMinutes(2));
        await Runner(new CountingStage(_ => StageOutcome.Success)).RunAsync(id, CancellationToken.None);
        Assert.Equal(StageState.Done, (await RowAsync(id)).State);
    }

    [Fact]
    public async Task Resume_DueRows_AreRungOnceInFiveMinutesAndOneOfALane()
    {
        var bell = new Bell();
        var resume = new ResumeStages(database.Gate, bell, database.Clock);
        await PlanAsync(1, "channel:1");
        await PlanAsync(2, "channel:1");
        await PlanAsync(3);
        Assert.Equal(2, await resume.RunAsync(CancellationToken.None));
        Assert.Equal(0, await resume.RunAsync(CancellationToken.None));
        database.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(2, await resume.RunAsync(CancellationToken.None));
        await resume.ClearAtStartAsync(CancellationToken.None);
        Assert.Equal(2, await resume.RunAsync(CancellationToken.None));
        Assert.Equal(6, bell.Rung);
    }

    [Fact]
    public async Task Retry_FailedRow_IsDueWithItsAttemptsCountedAnew()
    {
        var id = await PlanAsync();
        await Assert.ThrowsAsync<StageFailedException>(() => Runner(new CountingStage(_ => new StageOutcome.Failed(OutcomeReason.EmptyFile))).RunAsync(id, CancellationToken.None));
        var retry = new RetryStages(database.Gate, database.Clock);
        Assert.Equal((1, 0), (await retry.RunAsync(id, CancellationToken.None), await retry.RunAsync(id + 99, CancellationToken.None)));
        var row = await RowAsync(id);
        Assert.Equal((StageState.Pending, 0, null), (row.State, row.Attempt, row.Reason));
    }

    private RunStage Runner(IStage stage) => new(database.Gate, [stage], database.Clock, NullLogger<RunStage>.Instance);

    private Task<long> PlanAsync(long subject = 1, string? lane = null) => database.Gate.WriteAsync(async db =>
    {
        var row = new StageRun { SubjectKind = SubjectKind.Channel, SubjectId = subject, Stage = StageKind.Poll, StageVersion = 1, Lane = lane, DueAt = database.Clock.GetUtcNow() };
        db.StageRuns.Add(row);
        await db.SaveChangesAsync();
        return row.Id;
    }, CancellationToken.None);

    private async Task<StageRun> RowAsync(long id)
    {
        await using var db = database.CreateDbContext();
        return await db.StageRuns.FirstAsync(row => row.Id == id);
    }

    private sealed class CountingStage(Func<StageRun, StageOutcome> work) : IStage
    {
        private int runs;

        public int Runs => runs;

        public StageKind Kind => StageKind.Poll;

        public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref runs);
            await Task.Yield();
            return work(run);
        }
    }

    /// <summary>Goes on by the time after which a lease is renewed, and gives the renewal a moment.</summary>
    private async Task TickAsync()
    {
        database.Clock.Advance(TimeSpan.FromSeconds(15));
        await Task.Delay(300);
    }

    private async Task RefuseRenewalsAsync()
    {
        await using var db = database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER refuses BEFORE UPDATE OF LeaseUntil ON StageRuns WHEN NEW.LeaseUntil IS NOT NULL BEGIN SELECT RAISE(ABORT, 'not now'); END");
    }

    private async Task AllowRenewalsAsync()
    {
        await using var db = database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("DROP TRIGGER refuses");
    }

    /// <summary>Works until it is told, or stopped.</summary>
    private sealed class WaitingStage(Task<StageOutcome> work) : IStage
    {
        private readonly TaskCompletionSource began = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => began.Task;

        public bool WasStopped { get; private set; }

        public StageKind Kind => StageKind.Poll;

        public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
        {
            began.SetResult();
            try
            {
                return await work.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                WasStopped = true;
                throw;
            }
        }
    }

    private sealed class Bell : IDoorbell
    {
        public int Rung { get; private set; }

        public void Ring(string queue, long stageRunId) => Rung++;
    }
}
