using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Review;

/// <summary>Says to the index which posts show something else since people wrote. Call after the rows are saved, in the same transaction.</summary>
internal static class TouchPosts
{
    public static Task OfPersonAsync(MonitorDbContext db, long personId, DateTimeOffset now, CancellationToken cancellationToken) =>
        TouchAsync(db, Of(db, db.PersonTags.Where(tag => tag.PersonId == personId)).Union(OfActs(db, db.Acts.Where(act => act.PersonId == personId))), now, cancellationToken);

    public static Task OfActAsync(MonitorDbContext db, long actId, DateTimeOffset now, CancellationToken cancellationToken) =>
        TouchAsync(db, OfActs(db, db.Acts.Where(act => act.Id == actId)), now, cancellationToken);

    public static Task OfMediaItemAsync(MonitorDbContext db, long mediaItemId, DateTimeOffset now, CancellationToken cancellationToken) =>
        TouchAsync(db, db.PostMedia.Where(media => media.Source!.MediaItemId == mediaItemId).Select(media => media.PostId), now, cancellationToken);

    public static Task OfRepostGroupAsync(MonitorDbContext db, long groupId, DateTimeOffset now, CancellationToken cancellationToken) =>
        TouchAsync(db, db.RepostCopies.Where(copy => copy.GroupId == groupId).Join(db.PostMedia, copy => copy.MediaItemId, media => media.Source!.MediaItemId, (_, media) => media.PostId), now, cancellationToken);

    public static Task OfTagAsync(MonitorDbContext db, PersonTag tag, DateTimeOffset now, CancellationToken cancellationToken) =>
        tag.MediaItemId is { } item ? OfMediaItemAsync(db, item, now, cancellationToken) : OfPostAsync(db, tag.PostId!.Value, now, cancellationToken);

    public static Task OfPostAsync(MonitorDbContext db, long postId, DateTimeOffset now, CancellationToken cancellationToken) =>
        TouchAsync(db, db.Posts.Where(post => post.Id == postId).Select(post => post.Id), now, cancellationToken);

    private static IQueryable<long> Of(MonitorDbContext db, IQueryable<PersonTag> tags) =>
        tags.Where(tag => tag.PostId != null).Select(tag => tag.PostId!.Value)
            .Union(tags.Where(tag => tag.MediaItemId != null).Join(db.PostMedia, tag => tag.MediaItemId, media => media.Source!.MediaItemId, (_, media) => media.PostId));

    private static IQueryable<long> OfActs(MonitorDbContext db, IQueryable<Act> acts)
    {
        var evidence = acts.SelectMany(act => act.Evidence);
        return evidence.Where(row => row.PostId != null).Select(row => row.PostId!.Value).Union(Of(db, evidence.Where(row => row.TagId != null).Select(row => row.Tag!)));
    }

    private static async Task TouchAsync(MonitorDbContext db, IQueryable<long> posts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = await posts.Distinct().ToListAsync(cancellationToken);
        await StageRuns.IndexAgainAsync(db, await db.Posts.Where(post => ids.Contains(post.Id)).ToListAsync(cancellationToken), now, cancellationToken);
    }
}
