using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Reposts;

namespace Monitor.App.Pages.Archive;

/// <summary>How copies are shown: by a still, and by the posts that carry them.</summary>
/// <param name="Stills">By media item: the still of the moment at which its stretch begins, blurred on every page.</param>
/// <param name="Posts">By media item: the posts that carry it.</param>
public sealed record CopiesShown(IReadOnlyDictionary<long, long> Stills, ILookup<long, long> Posts)
{
    public static readonly CopiesShown None = new(new Dictionary<long, long>(), Array.Empty<Carrier>().ToLookup(row => row.MediaItemId, row => row.PostId));

    public static async Task<CopiesShown> ReadAsync(MonitorDbContext db, Spread spread, CancellationToken cancellationToken)
    {
        var begins = spread.Groups.SelectMany(group => group.Copies).GroupBy(copy => copy.MediaItemId).ToDictionary(item => item.Key, item => item.First().FromMs);
        if (spread.Clip is { } clip) begins.TryAdd(clip.MediaItemId, 0);
        var items = begins.Keys.ToList();
        var stills = await db.Keyframes.AsNoTracking().Where(still => items.Contains(still.MediaItemId)).Select(still => new { still.Id, still.MediaItemId, still.FromMs, still.ToMs }).ToListAsync(cancellationToken);
        var posts = await Carriers.Of(db, items).OrderBy(row => row.PostId).ToListAsync(cancellationToken);
        return new CopiesShown(stills.GroupBy(still => still.MediaItemId).ToDictionary(item => item.Key, item => item.OrderBy(still => still.ToMs > begins[item.Key] ? 0 : 1).ThenBy(still => still.FromMs).First().Id), posts.ToLookup(row => row.MediaItemId, row => row.PostId));
    }
}
