using Microsoft.EntityFrameworkCore;
using Monitor.App.Pages.Archive;
using Monitor.Core.Archive;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Review;
using Monitor.Core.Triage;

namespace Monitor.App.Pages.Review;

/// <summary>Which posts the queue shows, and in which order. Posts of the same clip are one entry: the first of them that the list shows.</summary>
public sealed record QueueInput(QueueShow Show, QueueSort Sort, int Page)
{
    public const int PageSize = 30, MaxPage = 1000;

    public string Link(int? page = null) => $"/review?show={Show.ToString().ToLowerInvariant()}&sort={Sort.ToString().ToLowerInvariant()}&page={page ?? Page}";

    /// <summary>The entries of this page; how many there are in all, and of how many posts.</summary>
    public async Task<(IReadOnlyList<QueueRow> Rows, int Total, int Posts)> ReadAsync(MonitorDbContext db, string me, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = Rows(db, me, now);
        var page = await Sorted(Entries(rows)).Skip((Page - 1) * PageSize).Take(PageSize).Select(row => new { row.Triage.PostId, row.Triage.Score, row.Triage.ReasonsJson, row.Triage.ClipKey, row.Triage.Post!.Channel!.Title, row.Triage.Post.PublishedAt, row.Triage.Post.PublishedPrecision, row.Review }).ToListAsync(cancellationToken);
        var ids = page.Select(row => row.PostId).ToList();
        var texts = await LatestVersions.Of(db, ids).AsNoTracking().Select(row => new { row.PostId, row.Title, row.Text }).ToDictionaryAsync(row => row.PostId, row => row.Title is { Length: > 0 } title ? title + ". " + row.Text : row.Text, cancellationToken);
        var stills = await StillsOfPosts.ReadAsync(db, ids, cancellationToken);
        var keys = page.Select(row => row.ClipKey).OfType<long>().ToList();
        var posts = await rows.Where(row => row.Triage.ClipKey != null && keys.Contains(row.Triage.ClipKey.Value)).GroupBy(row => row.Triage.ClipKey!.Value).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var alone = await rows.CountAsync(row => row.Triage.ClipKey == null, cancellationToken);
        var clips = await rows.Where(row => row.Triage.ClipKey != null).Select(row => row.Triage.ClipKey).Distinct().CountAsync(cancellationToken);
        return ([.. page.Select(row => new QueueRow(row.PostId, row.Title, row.PublishedAt, row.PublishedPrecision, row.Score, QueueRow.ReadReasons(row.ReasonsJson), row.Review?.State ?? ReviewState.Unreviewed, row.Review?.Decision, row.Review?.Revision ?? 0,
            row.Review?.ClaimedUntil > now ? row.Review.ClaimedBy : null, Highlighter.Start(texts.GetValueOrDefault(row.PostId, "").ReplaceLineEndings(" "), 220), stills.TryGetValue(row.PostId, out var still) ? still : null)
            { More = row.ClipKey is { } key ? posts.GetValueOrDefault(key, 1) - 1 : 0 })], alone + clips, await rows.CountAsync(cancellationToken));
    }

    /// <summary>The entry that comes after this post in the order of the queue, or the first one where none does; null where the queue is empty. Of a clip that was just decided in one post the next post comes up in its turn.</summary>
    public async Task<long?> NextAsync(MonitorDbContext db, long after, string me, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = Entries(Rows(db, me, now)).Where(row => row.Triage.PostId != after);
        if (Sort == QueueSort.Score)
        {
            var score = await db.PostTriages.Where(row => row.PostId == after).Select(row => (int?)row.Score).FirstOrDefaultAsync(cancellationToken) ?? 100;
            return await FirstAsync(rows.Where(row => row.Triage.Score < score || (row.Triage.Score == score && row.Triage.PostId < after)), cancellationToken) ?? await FirstAsync(rows, cancellationToken);
        }

        var date = await db.Posts.Where(post => post.Id == after).Select(post => (DateTimeOffset?)post.PublishedAt).FirstOrDefaultAsync(cancellationToken) ?? now;
        return await FirstAsync(rows.Where(row => row.Triage.Post!.PublishedAt < date || (row.Triage.Post.PublishedAt == date && row.Triage.PostId < after)), cancellationToken) ?? await FirstAsync(rows, cancellationToken);
    }

    private Task<long?> FirstAsync(IQueryable<Queued> rows, CancellationToken cancellationToken) => Sorted(rows).Select(row => (long?)row.Triage.PostId).FirstOrDefaultAsync(cancellationToken);

    private IOrderedQueryable<Queued> Sorted(IQueryable<Queued> rows) => Sort == QueueSort.Score
        ? rows.OrderByDescending(row => row.Triage.Score).ThenByDescending(row => row.Triage.PostId)
        : rows.OrderByDescending(row => row.Triage.Post!.PublishedAt).ThenByDescending(row => row.Triage.PostId);

    /// <summary>Those that no other post of the same clip comes before in the list's order.</summary>
    private IQueryable<Queued> Entries(IQueryable<Queued> rows) => Sort == QueueSort.Score
        ? rows.Where(row => row.Triage.ClipKey == null || !rows.Any(other => other.Triage.ClipKey == row.Triage.ClipKey && (other.Triage.Score > row.Triage.Score || (other.Triage.Score == row.Triage.Score && other.Triage.PostId > row.Triage.PostId))))
        : rows.Where(row => row.Triage.ClipKey == null || !rows.Any(other => other.Triage.ClipKey == row.Triage.ClipKey && (other.Triage.Post!.PublishedAt > row.Triage.Post!.PublishedAt || (other.Triage.Post.PublishedAt == row.Triage.Post.PublishedAt && other.Triage.PostId > row.Triage.PostId))));

    private IQueryable<Queued> Rows(MonitorDbContext db, string me, DateTimeOffset now)
    {
        var rows = db.PostTriages.AsNoTracking().GroupJoin(db.PostReviews.AsNoTracking(), triage => triage.PostId, review => review.PostId, (triage, reviews) => new { triage, reviews })
            .SelectMany(pair => pair.reviews.DefaultIfEmpty(), (pair, review) => new Queued { Triage = pair.triage, Review = review });
        return Show switch
        {
            // What another works on is not offered.
            QueueShow.Waiting => rows.Where(row => (row.Review == null || row.Review.State == ReviewState.Unreviewed) && (row.Review == null || row.Review.ClaimedBy == null || row.Review.ClaimedBy == me || row.Review.ClaimedUntil < now)),
            QueueShow.Second => rows.Where(row => row.Review != null && row.Review.State == ReviewState.Decided && row.Review.DecidedBy != me),
            QueueShow.Disputed => rows.Where(row => row.Review != null && row.Review.State == ReviewState.Disputed),
            QueueShow.Mine => rows.Where(row => row.Review != null && (row.Review.DecidedBy == me || (row.Review.ClaimedBy == me && row.Review.ClaimedUntil > now))),
            _ => rows,
        };
    }

    private sealed class Queued
    {
        public required PostTriage Triage { get; init; }

        public PostReview? Review { get; init; }
    }
}

public enum QueueShow { Waiting, Second, Disputed, Mine, All }

public enum QueueSort { Score, Date }
