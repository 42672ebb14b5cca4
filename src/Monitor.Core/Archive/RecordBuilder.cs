using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive.Language;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Archive;

/// <summary>Builds the archive record of a post from the database.</summary>
public static class RecordBuilder
{
    /// <summary>The record as of now, or null where there is no such post.</summary>
    public static async Task<ArchiveRecord?> BuildAsync(MonitorDbContext db, long postId, CancellationToken cancellationToken)
    {
        var post = await db.Posts.AsNoTracking().Include(row => row.Channel).FirstOrDefaultAsync(row => row.Id == postId, cancellationToken);
        if (post is null) return null;
        var version = await db.PostVersions.AsNoTracking().Where(row => row.PostId == postId).OrderByDescending(row => row.Ordinal).FirstOrDefaultAsync(cancellationToken);
        var media = await db.PostMedia.AsNoTracking().Include(row => row.Source).Where(row => row.PostId == postId).OrderBy(row => row.Position).ToListAsync(cancellationToken);
        var items = media.Select(row => row.Source?.MediaItemId).OfType<long>().Distinct().ToList();
        var captions = await db.Captions.AsNoTracking().Where(row => items.Contains(row.MediaItemId)).OrderBy(row => row.MediaItemId).ThenBy(row => row.StartMs).ToListAsync(cancellationToken);
        return new ArchiveRecord
        {
            Id = post.Id,
            Number = post.Number,
            Revision = post.Revision,
            Channel = post.Channel!.Name,
            ChannelTitle = post.Channel.Title,
            Outlet = post.Channel.Outlet.ToString(),
            Url = post.Url,
            PublishedAt = post.PublishedAt,
            Title = version?.Title,
            Text = version?.Text ?? "",
            Language = LanguageDetector.Detect(version?.Text ?? ""),
            Kinds = [.. media.Select(row => row.Kind.ToString()).Distinct(StringComparer.Ordinal)],
            HasVideo = media.Exists(row => row.Kind is MediaKind.Video or MediaKind.RoundVideo),
            HasGap = media.Exists(row => row.Gap is not null),
            Screen = [.. captions.Select(row => new ScreenText(row.MediaItemId, row.StartMs, row.EndMs, row.Text))],
        };
    }
}
