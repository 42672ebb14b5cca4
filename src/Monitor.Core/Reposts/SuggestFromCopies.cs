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
    private const int MostPairs = 200, MostMembers = 500;

    /// <summary>Tags on copies of the post's clips, as they would be here. Tags on the very same bytes are on the post already.</summary>
    public static async Task<IReadOnlyList<SuggestedTag>> TagsAsync(MonitorDbContext db, long postId, Viewer viewer, CancellationToken cancellationToken)
    {
        var items = await ItemsAsync(db, postId, cancellationToken);
        var pairs = await PairsAsync(db, items, cancellationToken);
        if (pairs.Count == 0) return [];
        var others = pairs.Select(pair => pair.Its.MediaItemId).Distinct().ToList();
        var tags = await db.PersonTags.VisibleTo(viewer).AsNoTracking().Include(tag => tag.Person).ThenInclude(person => person!.Names).Where(tag => tag.MediaItemId != null && others.Contains(tag.MediaItemId.Value) && tag.Person!.MergedIntoId == null).OrderBy(tag => tag.Id).ToListAsync(cancellationToken);
        if (tags.Count == 0) return [];
        var here = (await db.PersonTags.VisibleTo(viewer).Where(tag => tag.MediaItemId != null && items.Contains(tag.MediaItemId.Value)).Select(tag => new { Item = tag.MediaItemId!.Value, tag.PersonId, tag.Role }).ToListAsync(cancellationToken)).Select(tag => (tag.Item, tag.PersonId, tag.Role)).ToHashSet();
        var carriers = (await Carriers.Of(db, others).ToListAsync(cancellationToken)).GroupBy(row => row.MediaItemId).ToDictionary(item => item.Key, item => item.Min(row => row.PostId));
        var made = from pair in pairs
                   from tag in tags
                   where tag.MediaItemId == pair.Its.MediaItemId && carriers.ContainsKey(pair.Its.MediaItemId) && !here.Contains((pair.Mine.MediaItemId, tag.PersonId, tag.Role))
                   let draft = Draft(tag, pair)
                   where draft is not null
                   select new SuggestedTag(tag, carriers[pair.Its.MediaItemId], draft);
        return [.. made.DistinctBy(suggested => (suggested.Draft.MediaItemId, suggested.Draft.PersonId, suggested.Draft.Role, suggested.Draft.FromMs, suggested.Draft.ToMs)).Take(Most)];
    }

    /// <summary>Decisions on posts of the same clip, whole, each once with the first post that has it. What is disputed is suggested nowhere; a programme that shows the clip among others is another thing to decide.</summary>
    public static async Task<IReadOnlyList<SuggestedDecision>> DecisionsAsync(MonitorDbContext db, long postId, CancellationToken cancellationToken)
    {
        var items = await ItemsAsync(db, postId, cancellationToken);
        var all = (await PairsAsync(db, items, cancellationToken)).Where(pair => pair.IsWhole).Select(pair => pair.Its.MediaItemId).Union(items).ToList();
        var decided = await Carriers.Of(db, all).Where(row => row.PostId != postId).Select(row => row.PostId).Distinct()
            .Join(db.PostReviews, post => post, review => review.PostId, (_, review) => review).Where(review => review.Decision != null && (review.State == ReviewState.Decided || review.State == ReviewState.Confirmed) && review.DuplicateOfId != postId)
            .Select(review => new { review.PostId, review.Decision, review.DuplicateOfId, review.Post!.PublishedAt }).ToListAsync(cancellationToken);
        return [.. decided.OrderBy(row => row.PublishedAt).ThenBy(row => row.PostId).DistinctBy(row => (row.Decision, row.DuplicateOfId)).Take(Most).Select(row => new SuggestedDecision(row.PostId, row.Decision!.Value, row.DuplicateOfId))];
    }

    /// <summary>The post's clips, each beside its copies, and how these lie on it.</summary>
    private static async Task<List<AlignedPair>> PairsAsync(MonitorDbContext db, List<long> items, CancellationToken cancellationToken)
    {
        var pairs = (await StandingCopies.OthersOf(db, items).ToListAsync(cancellationToken)).Where(pair => !items.Contains(pair.OtherId)).DistinctBy(pair => (pair.MediaItemId, pair.OtherId)).Take(MostPairs).ToList();
        if (pairs.Count == 0) return [];
        var (groups, shown) = (pairs.Select(pair => pair.GroupId).Distinct().ToList(), pairs.SelectMany(pair => new[] { pair.MediaItemId, pair.OtherId }).Distinct().ToList());
        var copies = (await StandingCopies.Of(db).AsNoTracking().Include(copy => copy.MediaItem).Where(copy => groups.Contains(copy.GroupId) && shown.Contains(copy.MediaItemId)).ToListAsync(cancellationToken)).ToDictionary(copy => (copy.GroupId, copy.MediaItemId));
        var members = await StandingCopies.Of(db).Where(copy => groups.Contains(copy.GroupId)).Select(copy => copy.MediaItemId).Distinct().Take(MostMembers).ToListAsync(cancellationToken);
        var matches = await SpreadGroups.MatchesAsync(db, members, cancellationToken);
        return [.. pairs.Select(pair => AlignedPair.Of(copies[(pair.GroupId, pair.MediaItemId)], copies[(pair.GroupId, pair.OtherId)], ClipAlignment.Between(pair.MediaItemId, pair.OtherId, matches)))];
    }

    private static Task<List<long>> ItemsAsync(MonitorDbContext db, long postId, CancellationToken cancellationToken) =>
        db.PostMedia.Where(media => media.PostId == postId && media.IsCurrent && media.Source!.MediaItemId != null).Select(media => media.Source!.MediaItemId!.Value).Distinct().ToListAsync(cancellationToken);

    /// <summary>The tag as it would be here; null where the person is in no part that both clips have.</summary>
    private static TagDraft? Draft(PersonTag tag, AlignedPair pair)
    {
        var region = pair.IsMatched && TagRegion.TryParse(tag.Region, out var place) ? (pair.Lies.IsMirrored ? place.Mirrored() : place).ToString() : null;
        if (tag.FromMs is null && pair.IsWhole) return Shifted(tag, pair.Mine.MediaItemId, null, null, region);
        // A tag without times means the whole clip: of a part that two clips share it says nothing, such as an opener.
        if (tag.FromMs is null && !pair.IsOtherWhole) return null;
        if (pair.Lies.Shift(tag.FromMs ?? pair.Lies.FromMs, tag.ToMs ?? Math.Max(tag.FromMs ?? 0, pair.Lies.ToMs)) is not { } stretch) return null;
        return Shifted(tag, pair.Mine.MediaItemId, stretch.FromMs, tag.FromMs is not null && tag.ToMs is null ? null : stretch.ToMs, region);
    }

    private static TagDraft Shifted(PersonTag tag, long item, long? from, long? to, string? region) => new(tag.PersonId, item, null, tag.Role, from, to, region, tag.Certainty, (Confidentiality)tag.Clearance);
}

/// <param name="Tag">On the copy, with its person.</param>
/// <param name="PostId">A post that carries that copy.</param>
/// <param name="Draft">The tag as it would be on this post's clip.</param>
public sealed record SuggestedTag(PersonTag Tag, long PostId, TagDraft Draft);

/// <param name="PostId">The first post of the clip that was decided so.</param>
public sealed record SuggestedDecision(long PostId, PostKind Decision, long? DuplicateOfId);
