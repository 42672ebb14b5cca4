using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels;

/// <summary>Writes a poll in one transaction: exchanges, posts, gaps, and the channel's health and next time. A poll that is cut off leaves nothing half.</summary>
public sealed class RecordPoll(WriteGate gate, RecordPosts record, TimeProvider clock)
{
    public Task<StageOutcome> RunAsync(long channelId, PollResult poll, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var channel = await db.Channels.FirstAsync(row => row.Id == channelId, cancellationToken);
        if (poll.Refused?.Exchange is { } cutShort) db.Exchanges.Add(cutShort);
        foreach (var page in poll.Pages.Reverse()) await RecordPageAsync(db, channel, page, cancellationToken);
        if (poll.NotReached is { } url)
            await CoverageGaps.OpenAsync(db, new CoverageGap { ChannelId = channelId, Cause = GapCause.PagesNotReached, Subject = Shorten(url.ToString(), 256), FromAt = channel.LastSuccessAt ?? DateTimeOffset.UnixEpoch, ToAt = Oldest(poll) ?? now }, cancellationToken);
        channel.LastPollAt = now;
        var outcome = Outcome(poll);
        if (outcome is StageOutcome.Failed failed) await FailAsync(db, channel, poll, failed, now, cancellationToken);
        else await SucceedAsync(db, channel, poll, now, cancellationToken);
        return outcome;
    }, cancellationToken);

    private async Task RecordPageAsync(MonitorDbContext db, Channel channel, ChannelReading page, CancellationToken cancellationToken)
    {
        db.Exchanges.Add(page.Answer.Exchange);
        if (page.Answer.Body is { } body) await db.RegisterAsync(body, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var problem in page.Problems)
            await CoverageGaps.OpenAsync(db, new CoverageGap { ChannelId = channel.Id, Cause = GapCause.ItemUnreadable, Subject = Shorten(problem.Item, 256), FromAt = clock.GetUtcNow() }, cancellationToken);
        await record.RunAsync(db, channel, page.Posts, page.Answer.Exchange.Id, cancellationToken);
    }

    private static async Task SucceedAsync(MonitorDbContext db, Channel channel, PollResult poll, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var newest = poll.Pages[0];
        if (newest.Answer.IsSuccess)
        {
            channel.ETag = newest.Answer.Header("ETag") is { Length: <= 1024 } tag ? tag : null;
            channel.LastModified = newest.Answer.Header("Last-Modified") is { Length: <= 128 } date ? date : null;
        }

        await CoverageGaps.CloseAsync(db, channel.Id, GapCause.PreviewUnavailable, channel.Name, now, cancellationToken);
        (channel.LastSuccessAt, channel.Failures, channel.LastReason) = (now, 0, null);
        channel.NextPollAt = PollSchedule.AfterSuccess(now, TimeSpan.FromMilliseconds(channel.IntervalMs), ServerPace.Of(newest.Answer, now, newest.TimeToLive));
    }

    private static async Task FailAsync(MonitorDbContext db, Channel channel, PollResult poll, StageOutcome.Failed failed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        channel.Failures++;
        channel.LastReason = Shorten($"{failed.Reason}: {failed.Detail}", 64);
        var retryAfter = poll.Pages.Count == 0 ? null : ServerPace.Of(poll.Pages[^1].Answer, now).RetryAfter;
        channel.NextPollAt = PollSchedule.AfterFailure(now, channel.Failures, retryAfter);
        if (failed.Reason is OutcomeReason.PreviewUnavailable)
            await CoverageGaps.OpenAsync(db, new CoverageGap { ChannelId = channel.Id, Cause = GapCause.PreviewUnavailable, Subject = channel.Name, FromAt = channel.LastSuccessAt ?? now }, cancellationToken);
    }

    private static StageOutcome Outcome(PollResult poll)
    {
        if (poll.Refused is { } refused) return new StageOutcome.Failed(OutcomeReason.FetchRefused, refused.Refusal.ToString());
        var last = poll.Pages[^1];
        if (last.Refusal is { } refusal) return new StageOutcome.Failed(refusal.Reason, refusal.Message);
        if (last.IsRead) return StageOutcome.Success;
        // An older page that cannot be had is a gap; the newest page was read.
        return poll.Pages.Count > 1 ? StageOutcome.Success : new StageOutcome.Failed(OutcomeReason.HttpStatus, $"HTTP {last.Answer.Status}");
    }

    private static DateTimeOffset? Oldest(PollResult poll) => poll.Pages.SelectMany(page => page.Posts).Min(post => post.PublishedAt);

    private static string Shorten(string text, int length) => text.Length > length ? text[..length] : text;
}
