using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Reposts;

/// <summary>Reads the groups that a clip is in, with what explains each copy and what people said of it.</summary>
internal static class SpreadGroups
{
    private const double Whole = 0.9;

    public static async Task<IReadOnlyList<SpreadGroup>> ReadAsync(MonitorDbContext db, SpreadClip clip, CancellationToken cancellationToken)
    {
        var ids = await db.RepostCopies.Where(copy => copy.MediaItemId == clip.MediaItemId).Select(copy => copy.GroupId).ToListAsync(cancellationToken);
        if (ids.Count == 0) return [];
        var copies = await db.RepostCopies.AsNoTracking().Include(copy => copy.Match).Include(copy => copy.MediaItem).Where(copy => ids.Contains(copy.GroupId)).OrderBy(copy => copy.GroupId).ThenBy(copy => copy.Id).ToListAsync(cancellationToken);
        var said = await db.RepostJudgements.AsNoTracking().Where(row => ids.Contains(row.GroupId)).ToDictionaryAsync(row => (row.GroupId, row.MediaItemId), cancellationToken);
        var matches = await MatchesAsync(db, [.. copies.Select(copy => copy.MediaItemId).Distinct()], cancellationToken);
        return [.. copies.GroupBy(copy => copy.GroupId).Select(group => new SpreadGroup(group.Key, [.. group.Select(copy => Describe(copy, clip, matches, said.GetValueOrDefault((copy.GroupId, copy.MediaItemId))))]))];
    }

    /// <summary>All matches between these media items.</summary>
    public static Task<List<RepostMatch>> MatchesAsync(MonitorDbContext db, IReadOnlyCollection<long> items, CancellationToken cancellationToken) =>
        db.RepostMatches.AsNoTracking().Where(match => items.Contains(match.OneId) && items.Contains(match.OtherId)).ToListAsync(cancellationToken);

    /// <summary>The copies that count, by media item: the clip itself, and what stands in a group in which the clip stands. Of several groups the first one speaks.</summary>
    public static IReadOnlyDictionary<long, SpreadCopy> Standing(IReadOnlyList<SpreadGroup> groups, SpreadClip? clip)
    {
        if (clip is null) return new Dictionary<long, SpreadCopy>();
        var standing = groups.Where(group => group.Copies.Any(copy => copy.MediaItemId == clip.MediaItemId && copy.State != CopyState.Split))
            .SelectMany(group => group.Copies).Where(copy => copy.State != CopyState.Split).GroupBy(copy => copy.MediaItemId).ToDictionary(item => item.Key, item => item.First());
        standing.TryAdd(clip.MediaItemId, new SpreadCopy(null, clip.MediaItemId, 0, clip.DurationMs ?? 0, clip.DurationMs, null, false, false, CopyState.Suggested, null, null));
        return standing;
    }

    private static SpreadCopy Describe(RepostCopy copy, SpreadClip clip, List<RepostMatch> matches, RepostJudgement? said)
    {
        var isClip = copy.MediaItemId == clip.MediaItemId;
        var direct = matches.Find(match => !isClip && (match.OneId, match.OtherId) == (Math.Min(copy.MediaItemId, clip.MediaItemId), Math.Max(copy.MediaItemId, clip.MediaItemId)));
        var isMirrored = !isClip && (ClipAlignment.Between(clip.MediaItemId, copy.MediaItemId, matches)?.IsMirrored ?? copy.Match?.IsMirrored ?? false);
        var longest = Math.Max(copy.MediaItem?.DurationMs ?? 0, clip.DurationMs ?? 0);
        return new SpreadCopy(copy.GroupId, copy.MediaItemId, copy.FromMs, copy.ToMs, copy.MediaItem?.DurationMs, direct ?? copy.Match, isMirrored, !isClip && copy.ToMs - copy.FromMs < Whole * longest, said?.State ?? CopyState.Suggested, said?.Revision, said?.JudgedBy);
    }
}
