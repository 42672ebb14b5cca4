using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Channels;

/// <summary>Gives a channel its settings, and does what follows from a change: another address is read anew, a stage that was added runs for old posts, an earlier date is read back to. Inside the caller's transaction.</summary>
public static class ApplySettings
{
    private const int BatchSize = 500;

    public static async Task RunAsync(MonitorDbContext db, Channel channel, ChannelSettings settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (settings.Url != channel.Url) (channel.ResolvedUrl, channel.ETag, channel.LastModified, channel.NextPollAt, channel.LastPollMs) = (null, null, null, now, null);
        var added = settings.Stages!.Split(',').Except(channel.Stages.Split(',')).Where(stage => stage.Length > 0).Select(Enum.Parse<StageKind>).ToList();
        (channel.Kind, channel.Outlet) = (Enum.Parse<ChannelKind>(settings.Kind!), Enum.Parse<Outlet>(settings.Outlet!));
        (channel.Url, channel.Title, channel.IntervalMs) = (settings.Url!, settings.Title!, settings.IntervalMs!.Value);
        (channel.Stages, channel.Egress, channel.Lexicons) = (settings.Stages, settings.Egress ?? "", settings.Lexicons ?? "");
        channel.Since = DateTimeOffset.TryParseExact(settings.Since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null;
        if (channel.Id == 0) return;
        if (added.Count > 0) await RunAddedAsync(db, channel, added, now, cancellationToken);
        if (channel.Since is not null && channel.LastSuccessAt is not null) await BackfillChannel.PlanAsync(db, channel, now, cancellationToken);
    }

    /// <summary>What was left out because no pipeline of the subject named it becomes due.</summary>
    private static async Task RunAddedAsync(MonitorDbContext db, Channel channel, IReadOnlyList<StageKind> added, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var media = db.PostMedia.Where(row => db.Posts.Any(post => post.Id == row.PostId && post.ChannelId == channel.Id));
        var sources = media.Where(row => row.MediaSourceId != null).Select(row => row.MediaSourceId!.Value);
        var items = media.Where(row => row.Source!.MediaItemId != null).Select(row => row.Source!.MediaItemId!.Value);
        var left = db.StageRuns.Where(row => added.Contains(row.Stage) && row.State == StageState.Skipped && row.Reason == OutcomeReason.NotInPipeline
            && ((row.SubjectKind == SubjectKind.MediaSource && sources.Contains(row.SubjectId)) || (row.SubjectKind == SubjectKind.MediaItem && items.Contains(row.SubjectId))));
        foreach (var ids in (await left.Select(row => row.Id).ToListAsync(cancellationToken)).Chunk(BatchSize))
            foreach (var row in await db.StageRuns.Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken)) StageRuns.MakeDue(row, now);
    }
}
