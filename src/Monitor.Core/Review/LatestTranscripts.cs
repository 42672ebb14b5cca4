using Monitor.Core.Database;

namespace Monitor.Core.Review;

/// <summary>The version of each language that counts, of each media item.</summary>
public static class LatestTranscripts
{
    public static IQueryable<Transcript> Of(MonitorDbContext db, IReadOnlyCollection<long> mediaItems) =>
        db.Transcripts.Where(row => mediaItems.Contains(row.MediaItemId) && !db.Transcripts.Any(later => later.MediaItemId == row.MediaItemId && later.Language == row.Language && later.Version > row.Version));
}
