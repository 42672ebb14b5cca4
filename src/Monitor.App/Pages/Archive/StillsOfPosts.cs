using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.App.Pages.Archive;

/// <summary>The first still of each post that has one: what lists show of it, blurred.</summary>
internal static class StillsOfPosts
{
    public static async Task<IReadOnlyDictionary<long, long>> ReadAsync(MonitorDbContext db, IReadOnlyList<long> posts, CancellationToken cancellationToken)
    {
        var stills = await db.PostMedia.Where(media => posts.Contains(media.PostId) && media.IsCurrent && media.Source!.MediaItemId != null)
            .Join(db.Keyframes, media => media.Source!.MediaItemId, still => still.MediaItemId, (media, still) => new { media.PostId, media.Position, still.Frame, still.Id }).ToListAsync(cancellationToken);
        return stills.GroupBy(row => row.PostId).ToDictionary(group => group.Key, group => group.OrderBy(row => row.Position).ThenBy(row => row.Frame).First().Id);
    }
}
