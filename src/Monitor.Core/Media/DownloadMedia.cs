using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Media;

/// <summary>Stage: fetches an attachment's bytes once. Where its URL has expired, the post's page is read once more for a fresh one.</summary>
public sealed class DownloadMedia(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, SafeHttp http, IMediaStore store,
    IEnumerable<IChannelReader> readers, TimeProvider clock) : IStage
{
    /// <summary>A medium hardly shrinks by compression: what grows more than so many times, and beyond 64 MB, is a bomb.</summary>
    private const long MostExpansion = 20, SmallFile = 64L << 20;

    private static readonly TimeSpan EgressAgain = TimeSpan.FromMinutes(5), NothingReachedAgain = TimeSpan.FromMinutes(10);

    /// <summary>A host is to blame where another was reached through the proxy within a day, the longest time between two tries.</summary>
    private static readonly TimeSpan Meanwhile = TimeSpan.FromHours(25);

    private readonly Dictionary<ChannelKind, IChannelReader> byKind = readers.ToDictionary(reader => reader.Kind);

    public StageKind Kind => StageKind.Download;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var source = await db.MediaSources.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.SubjectId, cancellationToken);
        if (source is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        if (source.MediaItemId is not null) return StageOutcome.Success;
        var job = $"stage-run {run.Id}";
        var channel = await db.Channels.AsNoTracking().FirstOrDefaultAsync(row => row.Id == source.ChannelId, cancellationToken);
        // What a person brought in has a circuit of its own: one for all imports would join them.
        var circuit = channel?.Kind == ChannelKind.Import ? $"import-media-{source.Id}" : Channel.CircuitOf(source.ChannelId);
        FetchRequest Request(string url, string name) => new(new Uri(url), FetchKind.Video) { Job = job, Circuit = name, Route = channel?.Egress };
        try
        {
            return await RecordAsync(source, await FetchAsync(db, source, Request, circuit, job, cancellationToken), cancellationToken);
        }
        catch (FetchRefusedException refusal)
        {
            await gate.KeepAsync(refusal, cancellationToken);
            return Outcome(refusal);
        }
    }

    /// <summary>Fetches the attachment. Where it is refused, a fresh address of the post's page is tried; where it is refused to a proxy still, a fresh circuit: many sites refuse some exits of Tor.</summary>
    private async Task<FetchResult> FetchAsync(MonitorDbContext db, MediaSource source, Func<string, string, FetchRequest> request, string circuit, string job, CancellationToken cancellationToken)
    {
        var url = source.Url;
        var answer = await http.FetchAsync(request(url, circuit), store, cancellationToken);
        if (answer.Status is 401 or 403 or 404 or 410)
        {
            await gate.WriteAsync(write => write.KeepAsync(answer, cancellationToken), cancellationToken);
            if (await FreshUrlAsync(db, source, job, cancellationToken) is { } fresh) answer = await http.FetchAsync(request(url = fresh, circuit), store, cancellationToken);
        }

        if (!IsRefusedToProxy(answer)) return answer;
        await gate.WriteAsync(write => write.KeepAsync(answer, cancellationToken), cancellationToken);
        return await http.FetchAsync(request(url, CircuitNames.Once(circuit)), store, cancellationToken);
    }

    /// <summary>Of a proxy's exit a refusal says nothing of the file.</summary>
    private static bool IsRefusedToProxy(FetchResult answer) => answer.Route.IsProxied && answer.Status is 401 or 403 or 429;

    private static StageOutcome Outcome(FetchRefusedException refusal)
    {
        if (refusal.Refusal == FetchRefusal.EgressUnavailable) return new StageOutcome.Retry(EgressAgain, OutcomeReason.EgressUnavailable, refusal.Told);
        if (!refusal.IsTransient) return new StageOutcome.Failed(OutcomeReason.FetchRefused, refusal.Told);
        return refusal.ReachesNothingElse(Meanwhile) ? new StageOutcome.Retry(NothingReachedAgain, OutcomeReason.NothingReached, refusal.Told) : new StageOutcome.Retry(null, OutcomeReason.FetchRefused, refusal.Told);
    }

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

    private async Task<StageOutcome> RecordAsync(MediaSource source, FetchResult answer, CancellationToken cancellationToken)
    {
        var body = answer is { IsSuccess: true, Body: { } wire } ? await DecodedAsync(wire, answer.ContentEncoding, cancellationToken) : null;
        return await WriteAsync(source, answer, body, cancellationToken);
    }

    /// <summary>The file itself, where the server compressed it for the way; its bytes on the wire are kept as well. Where the coding is not known, is broken or explodes, the bytes on the wire
    /// are the file: a header keeps nothing out of the archive.</summary>
    private async Task<StoredBlob> DecodedAsync(StoredBlob wire, string? contentEncoding, CancellationToken cancellationToken)
    {
        if (!BoundedDecoder.IsEncoded(contentEncoding)) return wire;
        try
        {
            await using var source = store.OpenRead(wire.Hash);
            return await store.WriteAsync(target => Task.Run(() => BoundedDecoder.Copy(source, target, contentEncoding, (wire.Length * MostExpansion) + SmallFile), cancellationToken), cancellationToken);
        }
        catch (FetchRefusedException)
        {
            return wire;
        }
    }

    private Task<StageOutcome> WriteAsync(MediaSource source, FetchResult answer, StoredBlob? body, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        await db.KeepAsync(answer, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (body is null) return await RefuseAsync(db, source, answer, cancellationToken);
        var item = await db.MediaItems.FirstOrDefaultAsync(row => row.ContentHash == body.Hash.Hex, cancellationToken);
        if (item is null)
        {
            if (body != answer.Body)
            {
                var decoded = new Derivative { ParentHash = answer.Body!.Hash.Hex, Kind = DerivativeKind.Decoded, Command = "Content-Encoding: " + LogText.Clean(answer.ContentEncoding ?? ""), ToolVersion = "monitor " + SoftwareVersion.Current, MadeAt = clock.GetUtcNow() };
                await db.RecordDerivativeAsync(decoded, body, cancellationToken);
            }

            item = new MediaItem { ContentHash = body.Hash.Hex, Length = body.Length, ExchangeId = answer.Exchange.Id, StoredAt = clock.GetUtcNow() };
            db.MediaItems.Add(item);
            await db.SaveChangesAsync(cancellationToken);
        }

        var row = await db.MediaSources.FirstAsync(known => known.Id == source.Id, cancellationToken);
        row.MediaItemId = item.Id;
        await SettleRenewals.RunAsync(db, row, item.Id, clock.GetUtcNow(), cancellationToken);
        await FillGapsAsync(db, source, cancellationToken);
        return StageOutcome.Success;
    }, cancellationToken);

    private async Task<StageOutcome> RefuseAsync(MonitorDbContext db, MediaSource source, FetchResult answer, CancellationToken cancellationToken)
    {
        if (IsRefusedToProxy(answer)) return new StageOutcome.Retry(RetryAfter(answer), OutcomeReason.RefusedToProxy, $"HTTP {answer.Status} to the proxy, also on a fresh circuit.");
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
