using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels;

/// <summary>Stage: reads a channel back to the date that a person asked for. Each page is written by itself and moves the gap before the watch, so that a run that is cut off goes on where it was.</summary>
public sealed class BackfillChannel(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, ReadPages pages, RecordPages record, TimeProvider clock) : IStage
{
    private const int PagesAtOnce = 10;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public StageKind Kind => StageKind.Backfill;

    /// <summary>Plans the work where there is some.</summary>
    public static async Task PlanAsync(MonitorDbContext db, Channel channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await GapAsync(db, channel, cancellationToken) is not null)
            await StageRuns.PlanAgainAsync(db, SubjectKind.Channel, [channel.Id], StageKind.Backfill, _ => ChannelLane.Apart(channel), now, cancellationToken);
    }

    /// <summary>What lies before the watch and was asked for; null where all of it is read, or the channel has no older pages.</summary>
    public static Task<CoverageGap?> GapAsync(MonitorDbContext db, Channel channel, CancellationToken cancellationToken) => db.CoverageGaps
        .FirstOrDefaultAsync(gap => gap.ChannelId == channel.Id && gap.Cause == GapCause.NotBackfilled && gap.ClosedAt == null && gap.ResumeUrl != null && gap.ToAt > channel.Since, cancellationToken);

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        for (var page = 0; page < PagesAtOnce && clock.GetElapsedTime(began) < Longest; page++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var channel = await db.Channels.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.SubjectId, cancellationToken);
            if (channel is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
            if (channel.State != ChannelState.Active) return new StageOutcome.Skipped(OutcomeReason.ChannelPaused);
            if (await GapAsync(db, channel, cancellationToken) is not { } gap) return StageOutcome.Success;
            if (await ReadPageAsync(channel, gap, $"stage-run {run.Id}", cancellationToken) is { } trouble) return trouble;
        }

        return new StageOutcome.Retry(TimeSpan.Zero, OutcomeReason.GoesOn);
    }

    /// <summary>Reads and writes one page. Returns what kept it from being read, or null.</summary>
    private async Task<StageOutcome?> ReadPageAsync(Channel channel, CoverageGap gap, string job, CancellationToken cancellationToken)
    {
        var read = new PageRun(gap.Id);
        FetchRefusedException? refused = null;
        try
        {
            await pages.RunAsync(channel, read, new Uri(gap.ResumeUrl!), new PageBounds(1, Longest), job, cancellationToken);
        }
        catch (FetchRefusedException refusal)
        {
            refused = refusal;
        }

        await gate.WriteAsync(async db =>
        {
            await db.KeepAsync(refused, cancellationToken);
            await record.RunAsync(db, await db.Channels.FirstAsync(row => row.Id == channel.Id, cancellationToken), read, cancellationToken);
            if (!read.IsRead) return;
            var row = await db.CoverageGaps.FirstAsync(known => known.Id == gap.Id, cancellationToken);
            // A page that shows nothing older leads nowhere, however many it says there are.
            var isOlder = read.OldestAt < row.ToAt;
            if (isOlder && read.Next is null) row.ClosedAt = clock.GetUtcNow();
            row.ResumeUrl = isOlder ? read.Next?.AbsoluteUri ?? row.ResumeUrl : null;
            if (isOlder) row.ToAt = read.OldestAt;
        }, cancellationToken);
        return refused is not null ? ReadTrouble.Retry(ReadTrouble.Of(refused)) : read.IsRead ? null : ReadTrouble.Retry(ReadTrouble.Of(read.Pages[^1]));
    }
}
