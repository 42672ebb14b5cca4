using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Keyframes;
using Monitor.Core.Posts;
using Monitor.Core.Reposts;

namespace Monitor.App.Tests.Setting;

/// <summary>The demo's clip and its repost, grey and with a logo, as the group that the matching found.</summary>
internal sealed record DemoCopies(long GroupId, string First, string Repost, long FirstItem, long RepostItem)
{
    public static async Task<DemoCopies> MakeAsync(MonitorDbContext db)
    {
        var (first, firstItem) = await ClipAsync(db, "/101");
        var (repost, repostItem) = await ClipAsync(db, "/105");
        var known = await db.RepostCopies.Where(copy => copy.MediaItemId == firstItem && db.RepostCopies.Any(other => other.GroupId == copy.GroupId && other.MediaItemId == repostItem)).Select(copy => (long?)copy.GroupId).FirstOrDefaultAsync();
        return new DemoCopies(known ?? throw new InvalidOperationException("The matching did not find the demo's repost."), first, repost, firstItem, repostItem);
    }

    /// <summary>Hash tracks of all clips that have none, of their stills.</summary>
    public static async Task HashAsync(MonitorDbContext db)
    {
        foreach (var item in (await db.Keyframes.Where(still => !db.HashTracks.Any(track => track.MediaItemId == still.MediaItemId)).OrderBy(still => still.TimeMs).ToListAsync()).GroupBy(still => still.MediaItemId))
            db.HashTracks.Add(new HashTrack { MediaItemId = item.Key, Packed = HashTrack.Pack([.. item.Select(still => new HashedFrame(still.TimeMs, PerceptualHash.Parse(still.PerceptualHash), still.Quality))]) });
        await db.SaveChangesAsync();
    }

    private static async Task<(string Number, long Item)> ClipAsync(MonitorDbContext db, string address)
    {
        var row = await db.Posts.Where(post => post.Url!.EndsWith(address)).Join(db.PostMedia, post => post.Id, media => media.PostId, (post, media) => new { post.Id, media.Source!.MediaItemId }).SingleAsync();
        return (Post.NumberOf(row.Id), row.MediaItemId!.Value);
    }
}
