using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Media;

/// <summary>Stage: fetches an attachment's bytes once. Where its URL has expired, the post's page is read once more for a fresh one.</summary>
public sealed class DownloadMedia(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, SafeHttp http, IMediaStore store,
    IEnumerable<IChannelReader> readers, TimeProvider clock) : IStage
{
    private readonly Dictionary<ChannelKind, IChannelReader> byKind = readers.ToDictionary(reader => reader.Kind);

    public StageKind Kind => StageKind.Download;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var source = await db.MediaSources.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.SubjectId, cancellationToken);
        if (source is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        if (source.MediaItemId is not null) return StageOutcome.Success;
        var job = $"stage-run {run.Id}";
        var route = await db.Channels.Where(channel => channel.Id == source.ChannelId).Select(channel => channel.Egress).FirstOrDefaultAsync(cancellationToken);
        try
        {
            var answer = await FetchAsync(source.Url, source, route, job, cancellationToken);
            if (answer.Status is 401 or 403 or 404 or 410 && await FreshUrlAsync(db, source, job, cancellationToken) is { } fresh)
                answer = await FetchAsync(fresh, source, route, job, cancellationToken);
            return await RecordAsync(source, answer, cancellationToken);
        }
        catch (FetchRefusedException refusal)
        {
            await gate.KeepAsync(refusal, cancellationToken);
            if (refusal.Refusal == FetchRefusal.EgressUnavailable) return new StageOutcome.Retry(TimeSpan.FromMinutes(5), OutcomeReason.EgressUnavailable);
            return refusal.IsTransient
                ? new StageOutcome.Retry(null, OutcomeReason.FetchRefused, refusal.Refusal.ToString())
                : new StageOutcome.Failed(OutcomeReason.FetchRefused, refusal.Refusal.ToString());
        }
    }

    private Task<FetchResult> FetchAsync(string url, MediaSource source, string? route, string job, CancellationToken cancellationToken) =>
        http.FetchAsync(new FetchRequest(new Uri(url), FetchKind.Video) { Job = job, Circuit = "channel-" + source.ChannelId, Route = route }, store, cancellationToken);

    /// <summary>The attachment's URL as the post's page shows it now, or null.</summary>
    private async Task<string?> FreshUrlAsync(MonitorDbContext db, MediaSource source, string job, CancellationToken cancellationToken)
    {
        var post = await db.PostMedia.Where(media => media.MediaSourceId == source.Id).Join(db.Posts, media => media.PostId, post => post.Id, (_, post) => post)
            .Include(post => post.Channel).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (post?.Channel is not { } channel || !byKind.TryGetValue(channel.Kind, out var reader) || reader.PageShowing(channel, post.NativeId) is not { } page) return null;
        var reading = await reader.ReadAsync(channel, page, conditional: false, job, cancellationToken);
        await gate.WriteAsync(write => write.KeepAsync(reading.Answer, cancellationToken), cancellationToken);
        return reading.Posts.SelectMany(read => read.Media).FirstOrDefault(media => media.Url is not null && MediaUrl.Identity(media.Url) == source.Identity)?.Url;
    }

    private Task<StageOutcome> RecordAsync(MediaSource source, FetchResult answer, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        await db.KeepAsync(answer, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (!answer.IsSuccess || answer.Body is null) return await RefuseAsync(db, source, answer, cancellationToken);
        var item = await db.MediaItems.FirstOrDefaultAsync(row => row.ContentHash == answer.Body.Hash.Hex, cancellationToken);
        if (item is null)
        {
            item = new MediaItem { ContentHash = answer.Body.Hash.Hex, Length = answer.Body.Length, ExchangeId = answer.Exchange.Id, StoredAt = clock.GetUtcNow() };
            db.MediaItems.Add(item);
            await db.SaveChangesAsync(cancellationToken);
        }

        var row = await db.MediaSources.FirstAsync(known => known.Id == source.Id, cancellationToken);
        row.MediaItemId = item.Id;
        await FillGapsAsync(db, source, cancellationToken);
        return StageOutcome.Success;
    }, cancellationToken);

    private async Task<StageOutcome> RefuseAsync(MonitorDbContext db, MediaSource source, FetchResult answer, CancellationToken cancellationToken)
    {
        if (answer.Status is 429 or >= 500) return new StageOutcome.Retry(RetryAfter(answer), answer.Status == 429 ? OutcomeReason.RateLimited : OutcomeReason.HttpStatus, $"HTTP {answer.Status}");
        if (answer.Status is not (401 or 403 or 404 or 410)) return new StageOutcome.Failed(OutcomeReason.HttpStatus, $"HTTP {answer.Status}");
        await MediaGaps.OpenForSourceAsync(db, source.Id, MediaGap.Gone, cancellationToken);
        return new StageOutcome.Failed(OutcomeReason.MediaGone, $"HTTP {answer.Status}, also with a fresh address.");
    }

    /// <summary>An address that was dead once, and answers now, leaves no gap.</summary>
    private async Task FillGapsAsync(MonitorDbContext db, MediaSource source, CancellationToken cancellationToken)
    {
        foreach (var media in await db.PostMedia.Where(row => row.MediaSourceId == source.Id && row.Gap != null).ToListAsync(cancellationToken))
        {
            var post = await db.Posts.FirstAsync(row => row.Id == media.PostId, cancellationToken);
            await MediaGaps.CloseAsync(new CoverageGaps(db, post.ChannelId), post, media, media.Gap!.Value, clock.GetUtcNow(), cancellationToken);
            media.Gap = null;
        }
    }

    private TimeSpan? RetryAfter(FetchResult answer) => ServerPace.Of(answer, clock.GetUtcNow()).RetryAfter is { } asked ? PollSchedule.Clamp(asked) : null;
}
