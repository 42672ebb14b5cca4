using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels;

/// <summary>Reads a channel back to a post that is known, goes on with pages that an earlier poll did not reach, and records all of it at once.</summary>
public sealed class PollChannel(IDbContextFactory<MonitorDbContext> contexts, ReadPages pages, RecordPoll record, TimeProvider clock) : IStage
{
    private const int MostPages = 50;

    /// <summary>The rest of a channel that is read slowly is a gap, with which the next poll goes on.</summary>
    private static readonly TimeSpan LongestPaging = TimeSpan.FromSeconds(30);

    public StageKind Kind => StageKind.Poll;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var channel = await db.Channels.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.SubjectId, cancellationToken);
        if (channel is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        if (channel.State != ChannelState.Active) return new StageOutcome.Skipped(OutcomeReason.ChannelPaused);
        var began = clock.GetTimestamp();
        var poll = new PollResult();
        try
        {
            await ReadAsync(db, channel, poll, $"stage-run {run.Id}", cancellationToken);
        }
        catch (FetchRefusedException refusal)
        {
            poll.Refused = refusal;
        }

        poll.Took = clock.GetElapsedTime(began);
        return await record.RunAsync(run, channel.Id, poll, cancellationToken);
    }

    private async Task ReadAsync(MonitorDbContext db, Channel channel, PollResult poll, string job, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        // A first poll has no known post to meet: what it does not reach is a gap until somebody asks for it.
        var bounds = new PageBounds(MostPages, LongestPaging) { Until = channel.LastSuccessAt is null ? channel.Since : null, KnownSince = channel.LastSuccessAt };
        try
        {
            await pages.RunAsync(channel, poll.Head, channel.ReadUrl(), bounds, job, cancellationToken);
        }
        catch (FetchRefusedException refusal)
        {
            // The pages before it are recorded, so they are judged as well.
            poll.Refused = refusal;
        }

        if (await KnownHead.JudgeAsync(db, channel, poll.Head, pages.HasConsecutiveIds(channel.Kind), cancellationToken) is { } disbelieved)
        {
            poll.Head.Disbelieve(disbelieved);
            return;
        }

        if (poll.Refused is not null || !poll.Head.IsRead) return;
        var open = await db.CoverageGaps.AsNoTracking().Where(gap => gap.ChannelId == channel.Id && gap.Cause == GapCause.PagesNotReached && gap.ClosedAt == null && gap.ResumeUrl != null).OrderByDescending(gap => gap.ToAt).ToListAsync(cancellationToken);
        foreach (var gap in open)
        {
            var left = LongestPaging - clock.GetElapsedTime(began);
            var most = MostPages - poll.Head.Pages.Count - poll.Resumed.Sum(run => run.Pages.Count);
            if (left <= TimeSpan.Zero || most <= 0) return;
            var run = new PageRun(gap.Id);
            poll.Resumed.Add(run);
            await pages.RunAsync(channel, run, new Uri(gap.ResumeUrl!), new PageBounds(most, left) { KnownSince = gap.FromAt }, job, cancellationToken);
        }
    }
}

/// <summary>What a poll read before it ended, well or not.</summary>
public sealed class PollResult
{
    /// <summary>The newest pages.</summary>
    public PageRun Head { get; } = new();

    /// <summary>Pages that an earlier poll did not reach.</summary>
    public IList<PageRun> Resumed { get; } = [];

    public FetchRefusedException? Refused { get; set; }

    public TimeSpan Took { get; set; }
}
