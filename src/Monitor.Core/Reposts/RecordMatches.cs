using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Reposts.Grouping;
using Monitor.Core.Reposts.Matching;
using Monitor.Core.Review;

namespace Monitor.Core.Reposts;

/// <summary>Writes what a clip was found to match, and the groups that follow, in one transaction. The second time nothing changes.</summary>
public sealed class RecordMatches(WriteGate gate, TimeProvider clock)
{
    public Task RunAsync(long itemId, IReadOnlyList<FoundMatch> found, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var known = await db.RepostMatches.Where(row => row.OneId == itemId || row.OtherId == itemId).ToDictionaryAsync(row => row.OneId == itemId ? row.OtherId : row.OneId, cancellationToken);
        var rows = found.Select(match => Write(db, itemId, match, known.GetValueOrDefault(match.OtherId), now)).ToList();
        var gone = known.Values.Except(rows).ToList();
        var state = await LoadAsync(db, [itemId, .. found.Select(match => match.OtherId), .. known.Keys], rows, gone, now, cancellationToken);
        Refresh(state, rows);
        PruneGroups.Run(state);
        var grouping = new RepostGrouping(state);
        foreach (var row in rows.Where(row => row.Basis != MatchBasis.Sound).OrderByDescending(Strength).ThenBy(row => row.OneId).ThenBy(row => row.OtherId)) grouping.Join(row, itemId);
        db.RepostCopies.RemoveRange(state.Left);
        db.RepostGroups.RemoveRange(state.Removed);
        db.RepostGroups.AddRange(state.Added);
        db.RepostMatches.RemoveRange(gone);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var touched in state.Touched.Order()) await TouchPosts.OfMediaItemAsync(db, touched, now, cancellationToken);
    }, cancellationToken);

    private static RepostMatch Write(MonitorDbContext db, long itemId, FoundMatch found, RepostMatch? row, DateTimeOffset now)
    {
        if (row is null) db.RepostMatches.Add(row = new RepostMatch { OneId = Math.Min(itemId, found.OtherId), OtherId = Math.Max(itemId, found.OtherId), FoundAt = now });
        var match = found.Match;
        (row.OneFromMs, row.OneToMs, row.OtherFromMs, row.OtherToMs) = (match.OneFromMs, match.OneToMs, match.OtherFromMs, match.OtherToMs);
        (row.FramesCompared, row.FramesAlike, row.WithinBits) = (match.FramesCompared, match.FramesAlike, match.WithinBits);
        (row.IsMirrored, row.SoundAgreement, row.Basis) = (match.IsMirrored, match.SoundAgreement, match.Basis);
        return row;
    }

    /// <summary>The groups of all these items. A match by sound alone groups nothing: the same music is under many pictures.</summary>
    private static async Task<GroupedCopies> LoadAsync(MonitorDbContext db, IReadOnlyCollection<long> items, IReadOnlyList<RepostMatch> written, List<RepostMatch> gone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = items.ToHashSet();
        var groups = await db.RepostGroups.Include(group => group.Copies).Where(group => group.Copies.Any(copy => ids.Contains(copy.MediaItemId))).AsSplitQuery().ToListAsync(cancellationToken);
        var groupIds = groups.Select(group => group.Id).ToList();
        // A group whose copies were all split off is remembered by its judgements.
        var judgements = await db.RepostJudgements.AsNoTracking().Where(row => groupIds.Contains(row.GroupId)).ToListAsync(cancellationToken);
        var members = groups.SelectMany(group => group.Copies).Select(copy => copy.MediaItemId).Concat(items).ToHashSet();
        var matches = await db.RepostMatches.Where(row => members.Contains(row.OneId) && members.Contains(row.OtherId)).ToListAsync(cancellationToken);
        return new GroupedCopies(groups, judgements, matches.Concat(written).Distinct().Except(gone).Where(match => match.Basis != MatchBasis.Sound), now);
    }

    /// <summary>Sound that came late may have moved a stretch; what people judged keeps the one that they saw.</summary>
    private static void Refresh(GroupedCopies state, List<RepostMatch> rows)
    {
        foreach (var group in state.Groups.Where(group => !state.IsJudged(group)))
            foreach (var copy in group.Copies)
            {
                if (rows.FirstOrDefault(row => row.Id != 0 && row.Id == copy.MatchId) is not { } match) continue;
                var stretch = Stretch.Of(match, copy.MediaItemId);
                if (stretch == Stretch.Of(copy)) continue;
                (copy.FromMs, copy.ToMs) = (stretch.FromMs, stretch.ToMs);
                state.Touched.Add(copy.MediaItemId);
            }
    }

    private static double Strength(RepostMatch match) => match.FramesAlike * (match.Basis == MatchBasis.PictureAndSound ? 1.5 : 1) / (1 + (match.WithinBits / (double)PictureReading.FarBits));
}
