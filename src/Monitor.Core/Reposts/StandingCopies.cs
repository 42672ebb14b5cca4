using Monitor.Core.Database;

namespace Monitor.Core.Reposts;

/// <summary>Copies that nobody split off.</summary>
public static class StandingCopies
{
    public static IQueryable<RepostCopy> Of(MonitorDbContext db) =>
        db.RepostCopies.Where(copy => !db.RepostJudgements.Any(said => said.GroupId == copy.GroupId && said.MediaItemId == copy.MediaItemId && said.State == CopyState.Split));

    /// <summary>For each of these media items, the others that stand in a group with it; a pair is there once for each such group.</summary>
    public static IQueryable<CopyPair> OthersOf(MonitorDbContext db, IReadOnlyCollection<long> mediaItems) =>
        Of(db).Where(copy => mediaItems.Contains(copy.MediaItemId)).Join(Of(db), copy => copy.GroupId, other => other.GroupId, (copy, other) => new CopyPair { GroupId = copy.GroupId, MediaItemId = copy.MediaItemId, OtherId = other.MediaItemId })
            .Where(pair => pair.MediaItemId != pair.OtherId);
}

/// <summary>Two media items of a group.</summary>
public sealed class CopyPair
{
    public required long GroupId { get; init; }

    public required long MediaItemId { get; init; }

    public required long OtherId { get; init; }
}
