using Monitor.Core.Database;

namespace Monitor.Core.Posts;

/// <summary>Which posts carry a media item now.</summary>
public static class Carriers
{
    /// <summary>Begins at the item: a post's attachments are found by their source, whose index the database has.</summary>
    public static IQueryable<Carrier> Of(MonitorDbContext db, IReadOnlyCollection<long> mediaItems) => db.MediaSources.Where(source => source.MediaItemId != null && mediaItems.Contains(source.MediaItemId.Value))
        .Join(db.PostMedia, source => source.Id, media => media.MediaSourceId, (source, media) => new { source.MediaItemId, media.PostId, media.IsCurrent })
        .Where(pair => pair.IsCurrent).Select(pair => new Carrier { MediaItemId = pair.MediaItemId!.Value, PostId = pair.PostId }).Distinct();
}

public sealed class Carrier
{
    public required long MediaItemId { get; init; }

    public required long PostId { get; init; }
}
