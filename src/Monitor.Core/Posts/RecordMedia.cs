using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Posts;

/// <summary>Writes the attachments of one post: their places, their sources, the downloads that they need and the gaps that they leave.</summary>
internal sealed class RecordMedia(MonitorDbContext db, Channel channel, Post post, DateTimeOffset now)
{
    public async Task RunAsync(ReadPost read, CancellationToken cancellationToken)
    {
        var rows = await db.PostMedia.Where(row => row.PostId == post.Id).ToListAsync(cancellationToken);
        var seen = new HashSet<string>();
        foreach (var (position, media) in read.Media.Index())
        {
            var identity = PostFingerprint.MediaIdentity(media, position);
            if (!seen.Add(identity)) continue;
            var row = rows.Find(known => known.Identity == identity);
            if (row is null) db.PostMedia.Add(row = new PostMedia { PostId = post.Id, Identity = identity });
            row.Position = position;
            row.IsCurrent = true;
            row.Kind = media.Kind;
            row.ClaimedDurationMs = media.DurationSeconds is { } seconds ? (long)(seconds * 1000) : null;
            row.Gap = media.Gap ?? (media.Url is null ? MediaGap.NotInPreview : row.Gap);
            if (media.Url is { } url && media.Gap is null) row.MediaSourceId = await SourceAsync(url, SourceIdentity(url), media.Kind, cancellationToken);
            if (row.Gap is { } gap) await RecordGapAsync(gap, identity, cancellationToken);
        }

        foreach (var gone in rows.Where(row => !seen.Contains(row.Identity))) gone.IsCurrent = false;
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Telegram's own servers give a path to one file only; a feed's server may do as it likes.</summary>
    private string SourceIdentity(string url) => channel.Kind == ChannelKind.Telegram ? MediaUrl.Identity(url) : MediaUrl.IdentityIn(post.NativeId, url);

    private async Task<long> SourceAsync(string url, string identity, MediaKind kind, CancellationToken cancellationToken)
    {
        var source = await db.MediaSources.FirstOrDefaultAsync(row => row.Identity == identity, cancellationToken);
        if (source is null)
        {
            source = new MediaSource { Identity = identity, Url = url, Kind = kind, ChannelId = channel.Id };
            db.MediaSources.Add(source);
            await db.SaveChangesAsync(cancellationToken);
        }

        if (source.MediaItemId is null) source.Url = url;
        await StageRuns.PlanAsync(db, SubjectKind.MediaSource, source.Id, StageKind.Download, "channel:" + channel.Id, channel.Stages, now, cancellationToken);
        return source.Id;
    }

    private async Task RecordGapAsync(MediaGap gap, string identity, CancellationToken cancellationToken)
    {
        var cause = gap switch
        {
            MediaGap.MediaTooBig => GapCause.MediaTooBig,
            MediaGap.PageOnlyVideo => GapCause.PageOnlyVideo,
            MediaGap.Gone => GapCause.MediaGone,
            _ => GapCause.MediaNotInPreview,
        };
        await CoverageGaps.OpenAsync(db, new CoverageGap { ChannelId = channel.Id, Cause = cause, Subject = $"{post.NativeId}/{identity}", PostId = post.Id, FromAt = post.PublishedAt }, cancellationToken);
    }
}
