using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive.Language;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Posts;
using Monitor.Core.Recognition;

namespace Monitor.Core.Archive.Indexing;

/// <summary>Builds the archive records of posts from the database.</summary>
public static class RecordBuilder
{
    /// <summary>The record as of now, or null where there is no such post.</summary>
    public static async Task<ArchiveRecord?> BuildAsync(MonitorDbContext db, long postId, CancellationToken cancellationToken) => (await BuildAsync(db, [postId], cancellationToken)).FirstOrDefault();

    /// <summary>The records of those posts that there are, by id; a few queries for all of them.</summary>
    public static async Task<List<ArchiveRecord>> BuildAsync(MonitorDbContext db, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        var posts = await db.Posts.AsNoTracking().Include(row => row.Channel).Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var versions = await LatestVersions.Of(db, ids).AsNoTracking().ToDictionaryAsync(row => row.PostId, cancellationToken);
        var media = (await db.PostMedia.AsNoTracking().Include(row => row.Source).Where(row => ids.Contains(row.PostId)).OrderBy(row => row.Position).ToListAsync(cancellationToken)).ToLookup(row => row.PostId);
        var items = media.SelectMany(group => group).Select(row => row.Source?.MediaItemId).OfType<long>().Distinct().ToList();
        var captions = (await db.Captions.AsNoTracking().Where(row => items.Contains(row.MediaItemId)).OrderBy(row => row.StartMs).ToListAsync(cancellationToken)).ToLookup(row => row.MediaItemId);
        var written = await AnalystValues.LoadAsync(db, ids, items, cancellationToken);
        return [.. posts.Select(post => written.AddTo(Make(post, versions.GetValueOrDefault(post.Id), [.. media[post.Id]], captions), [.. ItemsOf([.. media[post.Id]])]))];
    }

    /// <summary>As above; where that meets a fault, each by itself: a post that cannot be built never keeps its neighbours from being found.</summary>
    /// <param name="refused">Gets those that could not be built.</param>
    public static async Task<List<ArchiveRecord>> BuildEachAsync(MonitorDbContext db, IReadOnlyList<long> ids, ICollection<WriteRefusal> refused, CancellationToken cancellationToken)
    {
        try
        {
            return await BuildAsync(db, ids, cancellationToken);
        }
        catch (Exception fault) when (IsOfOne(fault))
        {
            var built = new List<ArchiveRecord>();
            foreach (var id in ids) await TryAsync(id);
            return built;

            async Task TryAsync(long id)
            {
                try
                {
                    built.AddRange(await BuildAsync(db, [id], cancellationToken));
                }
                catch (Exception own) when (IsOfOne(own))
                {
                    refused.Add(new WriteRefusal(id, own.GetType().Name));
                }
            }
        }
    }

    /// <summary>A fault that one record may be to blame for; not one of the machine or of whoever cancels.</summary>
    internal static bool IsOfOne(Exception fault) => fault is not (OperationCanceledException or OutOfMemoryException or IndexUnavailableException or IOException);

    private static ArchiveRecord Make(Post post, PostVersion? version, List<PostMedia> media, ILookup<long, Caption> captions) => new()
    {
        Id = post.Id,
        Number = post.Number,
        Revision = post.Revision,
        Channel = post.Channel!.Name,
        ChannelTitle = post.Channel.Title,
        Outlet = post.Channel.Outlet.ToString(),
        Url = post.Url,
        PublishedAt = post.PublishedAt,
        PublishedPrecision = post.PublishedPrecision,
        Title = version?.Title,
        Text = version?.Text ?? "",
        Language = LanguageDetector.Detect(version?.Text ?? ""),
        Kinds = [.. media.Select(row => row.Kind.ToString()).Distinct(StringComparer.Ordinal)],
        HasVideo = media.Exists(row => row.Kind is MediaKind.Video or MediaKind.RoundVideo),
        HasGap = media.Exists(row => row.Gap is not null),
        Screen = [.. ItemsOf(media).SelectMany(item => captions[item]).Select(row => new TimedText(row.MediaItemId, row.StartMs, row.EndMs, row.Text))],
    };

    private static IEnumerable<long> ItemsOf(List<PostMedia> media) => media.Select(row => row.Source?.MediaItemId).OfType<long>().Distinct().Order();
}
