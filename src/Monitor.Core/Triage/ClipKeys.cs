using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Reposts;

namespace Monitor.Core.Triage;

/// <summary>What posts of the same clip share; see <see cref="PostTriage.ClipKey"/>.</summary>
public static class ClipKeys
{
    /// <summary>The keys of those of the posts that have one: exactly one clip, whose bytes are known.</summary>
    public static async Task<IReadOnlyDictionary<long, long>> OfAsync(MonitorDbContext db, IReadOnlyList<long> posts, CancellationToken cancellationToken)
    {
        var clips = await db.PostMedia.AsNoTracking().Where(row => posts.Contains(row.PostId) && row.IsCurrent && (row.Kind == MediaKind.Video || row.Kind == MediaKind.RoundVideo)).Select(row => new { row.PostId, Item = row.Source!.MediaItemId }).ToListAsync(cancellationToken);
        var single = clips.GroupBy(row => row.PostId).Where(post => post.Count() == 1 && post.First().Item is not null).ToDictionary(post => post.Key, post => post.First().Item!.Value);
        var items = single.Values.Distinct().ToList();
        // A clip that holds the group's as a small part is not the same clip: it may hold others.
        var groups = (await StandingCopies.Of(db).AsNoTracking().Where(copy => items.Contains(copy.MediaItemId)).Select(copy => new { copy.MediaItemId, copy.GroupId, copy.FromMs, copy.ToMs, copy.MediaItem!.DurationMs }).ToListAsync(cancellationToken))
            .Where(copy => copy.DurationMs is not { } whole || 2 * (copy.ToMs - copy.FromMs) >= whole).GroupBy(copy => copy.MediaItemId).ToDictionary(item => item.Key, item => item.Min(copy => copy.GroupId));
        return single.ToDictionary(post => post.Key, post => groups.TryGetValue(post.Value, out var group) ? group : -post.Value);
    }
}
