using Monitor.Core.Database;

namespace Monitor.Core.Posts;

/// <summary>The latest version of each post.</summary>
public static class LatestVersions
{
    public static IQueryable<PostVersion> Of(MonitorDbContext db, IReadOnlyCollection<long> posts) =>
        db.PostVersions.Where(row => posts.Contains(row.PostId) && !db.PostVersions.Any(later => later.PostId == row.PostId && later.Ordinal > row.Ordinal));
}
