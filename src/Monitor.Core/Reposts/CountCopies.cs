using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Posts;

namespace Monitor.Core.Reposts;

/// <summary>In how many posts each of some media items is published, its standing copies included.</summary>
public static class CountCopies
{
    public static async Task<IReadOnlyDictionary<long, int>> RunAsync(MonitorDbContext db, IReadOnlyCollection<long> mediaItems, CancellationToken cancellationToken)
    {
        if (mediaItems.Count == 0) return new Dictionary<long, int>();
        var others = (await StandingCopies.OthersOf(db, mediaItems).ToListAsync(cancellationToken)).ToLookup(pair => pair.MediaItemId, pair => pair.OtherId);
        var posts = (await Carriers.Of(db, [.. mediaItems, .. others.SelectMany(pair => pair)]).ToListAsync(cancellationToken)).ToLookup(row => row.MediaItemId, row => row.PostId);
        return mediaItems.Distinct().ToDictionary(item => item, item => others[item].Append(item).SelectMany(copy => posts[copy]).Distinct().Count());
    }
}
