using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels;

/// <summary>Writes a poll in one transaction: exchanges, posts, gaps, the channel's health and next time, and the end of the work. A poll that is cut off leaves nothing half.</summary>
public sealed class RecordPoll(WriteGate gate, RecordPages record, CrowdedHosts crowds, Chance chance, TimeProvider clock)
{
    /// <summary>Where nothing was reached through a proxy for so long, no channel is to blame.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    private static readonly GapCause[] Periods = [GapCause.PollsFailed, GapCause.NotWatched, GapCause.Paused, GapCause.PreviewUnavailable];

    public async Task<StageOutcome> RunAsync(StageRun run, long channelId, PollResult poll, CancellationToken cancellationToken)
    {
        var outcome = await WriteAsync(run, channelId, poll, cancellationToken);
        if (outcome is null) return new StageOutcome.Retry(TimeSpan.Zero, OutcomeReason.ChangedMeanwhile);
        run.IsEnded = true;
        return outcome;
    }

    /// <summary>Null where another worker has the row by now: then nothing is written.</summary>
    private Task<StageOutcome?> WriteAsync(StageRun run, long channelId, PollResult poll, CancellationToken cancellationToken) => gate.WriteAsync<StageOutcome?>(async db =>
    {
        var now = clock.GetUtcNow();
        if (await db.StageRuns.FirstOrDefaultAsync(known => known.Id == run.Id && known.LeaseToken == run.LeaseToken, cancellationToken) is not { } row) return null;
        var channel = await db.Channels.FirstAsync(row => row.Id == channelId, cancellationToken);
        var gaps = new CoverageGaps(db, channelId);
        await db.KeepAsync(poll.Refused, cancellationToken);
        if (poll.Head.ResolvedUrl is { } resolved) channel.ResolvedUrl = resolved.AbsoluteUri;
        var outcome = Outcome(poll);
        if (channel.LastPollAt is { } last && now - last > ChannelHealth.UnreadAfter(channel) && channel.LastSuccessAt is not null) await gaps.OpenPeriodAsync(GapCause.NotWatched, last, cancellationToken);
        var hadPosts = channel.LastPostAt is not null;
        await record.RunAsync(db, channel, poll.Head, cancellationToken);
        foreach (var resumed in poll.Resumed) await record.RunAsync(db, channel, resumed, cancellationToken);
        // The next poll looks for posts that were there at this success: it is stamped after they were.
        now = clock.GetUtcNow();
        await KeepPagesAsync(db, channel, poll, gaps, now, cancellationToken);
        (channel.LastPollAt, channel.LastPollMs) = (now, (long)poll.Took.TotalMilliseconds);
        if (outcome is StageOutcome.Failed failed) await FailAsync(db, channel, poll, failed, gaps, now, cancellationToken);
        else await SucceedAsync(channel, poll, hadPosts, gaps, now, cancellationToken);
        await StageEnd.ApplyAsync(db, row, outcome, now, cancellationToken);
        if (channel.Since is null || outcome is not StageOutcome.Done) return outcome;
        await db.SaveChangesAsync(cancellationToken);
        await BackfillChannel.PlanAsync(db, channel, now, cancellationToken);
        return outcome;
    }, cancellationToken);

    /// <summary>Pages that were not reached are a gap, with which the next poll goes on; what a first poll does not reach lies before the watch.</summary>
    private static async Task KeepPagesAsync(MonitorDbContext db, Channel channel, PollResult poll, CoverageGaps gaps, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (poll.Head is { Next: { } next, Newest: not null } head && head.ResolvedUrl != next)
        {
            var isFirst = channel.LastSuccessAt is null;
            var gap = await gaps.OpenAsync(isFirst ? GapCause.NotBackfilled : GapCause.PagesNotReached, isFirst ? "" : CoverageGaps.Period(channel.LastSuccessAt!.Value), channel.LastSuccessAt ?? DateTimeOffset.UnixEpoch, head.OldestAt ?? now, null, cancellationToken);
            gap.ResumeUrl = next.AbsoluteUri;
        }

        foreach (var run in poll.Resumed.Where(run => run.Pages.Count > 0))
        {
            var gap = await db.CoverageGaps.FirstAsync(row => row.Id == run.GapId, cancellationToken);
            gap.ToAt = run.OldestAt ?? gap.ToAt;
            if (run.Next is { } further) gap.ResumeUrl = further.AbsoluteUri;
            else if (run.IsJoined) gap.ClosedAt = now;
            // The pages ended without a post that was known: nothing is left to read on with, and the gap stays.
            else if (run.IsRead) gap.ResumeUrl = null;
        }
    }

    private async Task SucceedAsync(Channel channel, PollResult poll, bool mayMoveOn, CoverageGaps gaps, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var newest = poll.Head.Newest!;
        PollValidators.Keep(channel, newest.Answer, now);
        // Pages end at a known post, or say where to go on; a feed that shows no known item any more has moved on meanwhile.
        var movedOn = mayMoveOn && channel.LastSuccessAt is not null && poll.Head is { IsJoined: false, Next: null } && newest.Posts.Count > 0;
        if (movedOn) await gaps.OpenAsync(GapCause.WindowMissed, CoverageGaps.Period(channel.LastSuccessAt!.Value), channel.LastSuccessAt.Value, poll.Head.OldestAt ?? now, null, cancellationToken);
        // A channel that a person paused meanwhile stays paused.
        var isActive = channel.State == ChannelState.Active;
        await gaps.FillPeriodsAsync([.. Periods.Where(cause => isActive || cause != GapCause.Paused)], now, cancellationToken);
        var (interval, pace) = (PollSchedule.IntervalOf(channel) * crowds.FactorOf(channel), ServerPace.Of(newest.Answer, now, newest.TimeToLive));
        // An interval that a person chose is not outranked by what caches are told.
        if (channel.IntervalMs > 0) pace = pace with { MaxAge = null, ExpiresAt = null };
        channel.MovedTo = MovedTo(newest.Answer);
        channel.NextPollAt = channel.LastSuccessAt is null ? PollSchedule.AfterFirstSuccess(now, interval, pace, chance()) : PollSchedule.AfterSuccess(now, interval, pace, chance());
        channel.FirstSuccessAt ??= now;
        (channel.LastSuccessAt, channel.Failures, channel.LastReason) = (now, 0, isActive ? null : channel.LastReason);
    }

    /// <summary>Where every hop was a move for good, the last one's address; a person decides whether it is taken over.</summary>
    private static string? MovedTo(FetchResult answer)
    {
        var hops = answer.Exchange.Hops();
        return hops.Count > 1 && hops.SkipLast(1).All(hop => hop.Status is 301 or 308) && answer.Exchange.FinalUrl.Length <= 2048 ? answer.Exchange.FinalUrl : null;
    }

    private async Task FailAsync(MonitorDbContext db, Channel channel, PollResult poll, StageOutcome.Failed failed, CoverageGaps gaps, DateTimeOffset now, CancellationToken cancellationToken)
    {
        channel.Failures++;
        if (failed.Reason is OutcomeReason.OldCopy or OutcomeReason.NoKnownPost) await KnownHead.LookAtOnceAsync(db, channel, now, cancellationToken);
        if (channel.State == ChannelState.Active) channel.LastReason = failed.Detail is null ? failed.Reason.ToString() : $"{failed.Reason}: {failed.Detail}";
        if (channel.LastReason?.Length > 256) channel.LastReason = channel.LastReason[..256];
        var retryAfter = poll.Head.Pages.Count == 0 ? null : ServerPace.Of(poll.Head.Pages[^1].Answer, now).RetryAfter;
        // Where nothing is reached through the proxy, it is not the channel's doing either.
        channel.NextPollAt = failed.Reason == OutcomeReason.EgressUnavailable || poll.Refused?.ReachesNothingElse(Lately) == true ? PollSchedule.AfterEgressFailure(now, channel.Failures, chance()) : PollSchedule.AfterFailure(now, channel.Failures, retryAfter, chance());
        await gaps.OpenPeriodAsync(failed.Reason is OutcomeReason.PreviewUnavailable ? GapCause.PreviewUnavailable : GapCause.PollsFailed, channel.LastSuccessAt ?? channel.CreatedAt, cancellationToken);
    }

    private static StageOutcome Outcome(PollResult poll)
    {
        if (poll.Head.Newest is { IsRead: true }) return StageOutcome.Success;
        var (reason, detail) = poll.Refused is { } refused ? ReadTrouble.Of(refused) : ReadTrouble.Of(poll.Head.Pages[^1]);
        return new StageOutcome.Failed(reason == OutcomeReason.HttpStatus && poll.Head.Pages[^1].Answer.Status == 429 ? OutcomeReason.RateLimited : reason, detail);
    }
}
