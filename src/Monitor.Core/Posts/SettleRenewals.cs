using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Posts;

/// <summary>Says what a renewed address brought, once its bytes are there. Inside the caller's transaction.</summary>
internal static class SettleRenewals
{
    public static async Task RunAsync(MonitorDbContext db, MediaSource source, long itemId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var renewal in await db.MediaRenewals.Where(row => row.MediaSourceId == source.Id && row.State == RenewalState.Waiting).ToListAsync(cancellationToken))
        {
            var before = await db.PostMedia.Include(row => row.Source).FirstOrDefaultAsync(row => row.PostId == renewal.PostId && row.Identity == renewal.Known, cancellationToken);
            if (before?.Source?.MediaItemId is not { } known || known == itemId)
            {
                renewal.State = RenewalState.Same;
                // The first address never brought it: this one does.
                if (before is { Source.MediaItemId: null }) before.MediaSourceId = source.Id;
                continue;
            }

            renewal.State = RenewalState.Other;
            await AddVersionAsync(db, renewal, source, before, now, cancellationToken);
        }
    }

    /// <summary>The post as it was, with the other medium in that place.</summary>
    private static async Task AddVersionAsync(MonitorDbContext db, MediaRenewal renewal, MediaSource source, PostMedia before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var latest = await db.PostVersions.Where(row => row.PostId == renewal.PostId).OrderByDescending(row => row.Ordinal).FirstAsync(cancellationToken);
        if (!latest.MediaIdentities.Split(' ').Contains(renewal.Known)) return;
        var version = new PostVersion
        {
            PostId = latest.PostId,
            Ordinal = latest.Ordinal + 1,
            Title = latest.Title,
            Text = latest.Text,
            Html = latest.Html,
            Edited = latest.Edited,
            ForwardedFrom = latest.ForwardedFrom,
            ReplyTo = latest.ReplyTo,
            MediaIdentities = string.Join(' ', latest.MediaIdentities.Split(' ').Select(identity => identity == renewal.Known ? renewal.Identity : identity)),
            PublishedAt = latest.PublishedAt,
            PublishedPrecision = latest.PublishedPrecision,
            SourceUpdatedAt = latest.SourceUpdatedAt,
            ReadAt = now,
            // The words are of that exchange; the one that showed the address is the renewal's.
            ExchangeId = latest.ExchangeId,
            ImportId = latest.ImportId,
            Parser = latest.Parser,
        };
        version.Fingerprint = PostFingerprint.Of(version);
        db.PostVersions.Add(version);
        before.IsCurrent = false;
        var row = await db.PostMedia.FirstOrDefaultAsync(media => media.PostId == before.PostId && media.Identity == renewal.Identity, cancellationToken);
        if (row is null) db.PostMedia.Add(row = new PostMedia { PostId = before.PostId, Identity = renewal.Identity });
        (row.Position, row.IsCurrent, row.Kind, row.MediaSourceId, row.ClaimedDurationMs) = (before.Position, true, before.Kind, source.Id, before.ClaimedDurationMs);
        await StageRuns.IndexAgainAsync(db, await db.Posts.Where(post => post.Id == renewal.PostId).ToListAsync(cancellationToken), now, cancellationToken);
    }
}
