using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Review;

namespace Monitor.Core.Reposts;

/// <summary>What people said of one copy, for the others: who is in it, and what it was decided to be. A person takes each over, or does not; nothing is applied.</summary>
public static class SuggestFromCopies
{
    private const int Most = 20;
    private const double Whole = 0.9;

    /// <summary>Tags on copies of the post's clips, as they would be here. Tags on the very same bytes are on the post already.</summary>
    public static async Task<IReadOnlyList<SuggestedTag>> TagsAsync(MonitorDbContext db, long postId, Viewer viewer, CancellationToken cancellationToken)
    {
        var items = await ItemsAsync(db, postId, cancellationToken);
        var pairs = (await StandingCopies.OthersOf(db, items).ToListAsync(cancellationToken)).Where(pair => !items.Contains(pair.OtherId)).DistinctBy(pair => (pair.MediaItemId, pair.OtherId)).ToList();
        if (pairs.Count == 0) return [];
        var others = pairs.Select(pair => pair.OtherId).Distinct().ToList();
        var tags = await db.PersonTags.VisibleTo(viewer).AsNoTracking().Include(tag => tag.Person).ThenInclude(person => person!.Names).Where(tag => tag.MediaItemId != null && others.Contains(tag.MediaItemId.Value) && tag.Person!.MergedIntoId == null).OrderBy(tag => tag.Id).ToListAsync(cancellationToken);
        if (tags.Count == 0) return [];
        var here = (await db.PersonTags.VisibleTo(viewer).Where(tag => tag.MediaItemId != null && items.Contains(tag.MediaItemId.Value)).Select(tag => new { Item = tag.MediaItemId!.Value, tag.PersonId, tag.Role }).ToListAsync(cancellationToken)).Select(tag => (tag.Item, tag.PersonId, tag.Role)).ToHashSet();
        var groups = pairs.Select(pair => pair.GroupId).Distinct().ToList();
        var copies = await StandingCopies.Of(db).AsNoTracking().Include(copy => copy.MediaItem).Where(copy => groups.Contains(copy.GroupId)).ToListAsync(cancellationToken);
        var matches = await SpreadGroups.MatchesAsync(db, [.. copies.Select(copy => copy.MediaItemId).Distinct()], cancellationToken);
        var carriers = (await Carriers.Of(db, others).ToListAsync(cancellationToken)).GroupBy(row => row.MediaItemId).ToDictionary(item => item.Key, item => item.Min(row => row.PostId));
        var made = from pair in pairs
                   from tag in tags
                   where tag.MediaItemId == pair.OtherId && carriers.ContainsKey(pair.OtherId) && !here.Contains((pair.MediaItemId, tag.PersonId, tag.Role))
                   let draft = Draft(tag, pair, copies, matches)
                   where draft is not null
                   select new SuggestedTag(tag, carriers[pair.OtherId], draft);
        return [.. made.DistinctBy(suggested => (suggested.Draft.MediaItemId, suggested.Draft.PersonId, suggested.Draft.Role, suggested.Draft.FromMs, suggested.Draft.ToMs)).Take(Most)];
    }

    /// <summary>Decisions on posts of the same clip, each once with the first post that has it. What is disputed is suggested nowhere.</summary>
    public static async Task<IReadOnlyList<SuggestedDecision>> DecisionsAsync(MonitorDbContext db, long postId, CancellationToken cancellationToken)
    {
        var items = await ItemsAsync(db, postId, cancellationToken);
        var all = (await StandingCopies.OthersOf(db, items).Select(pair => pair.OtherId).Distinct().ToListAsync(cancellationToken)).Union(items).ToList();
        var decided = await Carriers.Of(db, all).Where(row => row.PostId != postId).Select(row => row.PostId).Distinct()
            .Join(db.PostReviews, post => post, review => review.PostId, (_, review) => review).Where(review => review.Decision != null && (review.State == ReviewState.Decided || review.State == ReviewState.Confirmed) && review.DuplicateOfId != postId)
            .Select(review => new { review.PostId, review.Decision, review.DuplicateOfId, review.Post!.PublishedAt }).ToListAsync(cancellationToken);
        return [.. decided.OrderBy(row => row.PublishedAt).ThenBy(row => row.PostId).DistinctBy(row => (row.Decision, row.DuplicateOfId)).Take(Most).Select(row => new SuggestedDecision(row.PostId, row.Decision!.Value, row.DuplicateOfId))];
    }

    private static Task<List<long>> ItemsAsync(MonitorDbContext db, long postId, CancellationToken cancellationToken) =>
        db.PostMedia.Where(media => media.PostId == postId && media.IsCurrent && media.Source!.MediaItemId != null).Select(media => media.Source!.MediaItemId!.Value).Distinct().ToListAsync(cancellationToken);

    /// <summary>The tag as it would be here; null where the person is in no part that both clips have.</summary>
    private static TagDraft? Draft(PersonTag tag, CopyPair pair, List<RepostCopy> copies, List<RepostMatch> matches)
    {
        var (mine, its) = (copies.Find(copy => copy.GroupId == pair.GroupId && copy.MediaItemId == pair.MediaItemId), copies.Find(copy => copy.GroupId == pair.GroupId && copy.MediaItemId == pair.OtherId));
        if (mine is null || its is null) return null;
        // Without a match between them the group's stretch says how they lie; of the picture nothing is known then.
        var found = ClipAlignment.Between(pair.MediaItemId, pair.OtherId, matches);
        var aligned = found ?? new ClipAlignment(mine.FromMs - its.FromMs, false, its.FromMs, its.ToMs);
        var region = found is not null && TagRegion.TryParse(tag.Region, out var place) ? (aligned.IsMirrored ? place.Mirrored() : place).ToString() : null;
        if (tag.FromMs is null && IsWhole(mine) && IsWhole(its)) return Shifted(tag, pair.MediaItemId, null, null, region);
        if (aligned.Shift(tag.FromMs ?? aligned.FromMs, tag.ToMs ?? (tag.FromMs is null ? aligned.ToMs : Math.Max(tag.FromMs.Value, aligned.ToMs))) is not { } stretch) return null;
        return Shifted(tag, pair.MediaItemId, stretch.FromMs, tag.FromMs is not null && tag.ToMs is null ? null : stretch.ToMs, region);
    }

    private static bool IsWhole(RepostCopy copy) => copy.MediaItem?.DurationMs is not { } duration || copy.ToMs - copy.FromMs >= Whole * duration;

    private static TagDraft Shifted(PersonTag tag, long item, long? from, long? to, string? region) => new(tag.PersonId, item, null, tag.Role, from, to, region, tag.Certainty, (Confidentiality)tag.Clearance);
}

/// <param name="Tag">On the copy, with its person.</param>
/// <param name="PostId">A post that carries that copy.</param>
/// <param name="Draft">The tag as it would be on this post's clip.</param>
public sealed record SuggestedTag(PersonTag Tag, long PostId, TagDraft Draft);

/// <param name="PostId">The first post of the clip that was decided so.</param>
public sealed record SuggestedDecision(long PostId, PostKind Decision, long? DuplicateOfId);
