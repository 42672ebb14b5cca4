using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Reposts;

/// <summary>Reads the groups that a clip is in, with what explains each copy and what people said of it.</summary>
internal static class SpreadGroups
{
    private const double Whole = 0.9;

    /// <summary>Copies of a group that are read, the first found: a flood of variants does not hold a page up.</summary>
    private const int MostCopies = 500;

    private const int MostMatches = 50_000;

    public static async Task<IReadOnlyList<SpreadGroup>> ReadAsync(MonitorDbContext db, SpreadClip clip, CancellationToken cancellationToken)
    {
        var ids = await db.RepostCopies.Where(copy => copy.MediaItemId == clip.MediaItemId).Select(copy => copy.GroupId).ToListAsync(cancellationToken);
        if (ids.Count == 0) return [];
        var copies = await db.RepostCopies.AsNoTracking().Include(copy => copy.Match).Include(copy => copy.MediaItem).Where(copy => ids.Contains(copy.GroupId)).OrderBy(copy => copy.MediaItemId != clip.MediaItemId).ThenBy(copy => copy.GroupId).ThenBy(copy => copy.Id).Take(MostCopies).ToListAsync(cancellationToken);
        var said = await db.RepostJudgements.AsNoTracking().Where(row => ids.Contains(row.GroupId)).ToDictionaryAsync(row => (row.GroupId, row.MediaItemId), cancellationToken);
        var matches = await MatchesAsync(db, [.. copies.Select(copy => copy.MediaItemId).Distinct()], cancellationToken);
        return [.. copies.GroupBy(copy => copy.GroupId).OrderBy(group => group.Key).Select(group => new SpreadGroup(group.Key, [.. group.OrderBy(copy => copy.Id).Select(copy => Describe(copy, clip, matches, said.GetValueOrDefault((copy.GroupId, copy.MediaItemId))))]))];
    }

    /// <summary>The matches between these media items, 50,000 at the most.</summary>
    public static async Task<MatchesByItem> MatchesAsync(MonitorDbContext db, IReadOnlyCollection<long> items, CancellationToken cancellationToken) =>
        new(await db.RepostMatches.AsNoTracking().Where(match => items.Contains(match.OneId) && items.Contains(match.OtherId)).OrderBy(match => match.Id).Take(MostMatches).ToListAsync(cancellationToken));

    /// <summary>The copies that count, by media item: the clip itself, and what stands in a group in which the clip stands. Of several groups the first one speaks.</summary>
    public static IReadOnlyDictionary<long, SpreadCopy> Standing(IReadOnlyList<SpreadGroup> groups, SpreadClip? clip)
    {
        if (clip is null) return new Dictionary<long, SpreadCopy>();
        var standing = groups.Where(group => group.Copies.Any(copy => copy.MediaItemId == clip.MediaItemId && copy.State != CopyState.Split))
            .SelectMany(group => group.Copies).Where(copy => copy.State != CopyState.Split).GroupBy(copy => copy.MediaItemId).ToDictionary(item => item.Key, item => item.First());
        standing.TryAdd(clip.MediaItemId, new SpreadCopy(null, clip.MediaItemId, 0, clip.DurationMs ?? 0, clip.DurationMs, null, false, false, CopyState.Suggested, null, null));
        return standing;
    }

    private static SpreadCopy Describe(RepostCopy copy, SpreadClip clip, MatchesByItem matches, RepostJudgement? said)
    {
        var isClip = copy.MediaItemId == clip.MediaItemId;
        var direct = isClip ? null : matches.Between(copy.MediaItemId, clip.MediaItemId);
        var isMirrored = !isClip && (ClipAlignment.Between(clip.MediaItemId, copy.MediaItemId, matches)?.IsMirrored ?? copy.Match?.IsMirrored ?? false);
        var longest = Math.Max(copy.MediaItem?.DurationMs ?? 0, clip.DurationMs ?? 0);
        return new SpreadCopy(copy.GroupId, copy.MediaItemId, copy.FromMs, copy.ToMs, copy.MediaItem?.DurationMs, direct ?? copy.Match, isMirrored, !isClip && copy.ToMs - copy.FromMs < Whole * longest, said?.State ?? CopyState.Suggested, said?.Revision, said?.JudgedBy);
    }
}
