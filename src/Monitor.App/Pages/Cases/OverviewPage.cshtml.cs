using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Overview;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Review;
using Monitor.Core.Triage;

namespace Monitor.App.Pages.Cases;

/// <summary>What is new, what waits, what has gone stale; and acts and persons in numbers.</summary>
public sealed class OverviewPageModel(IDbContextFactory<MonitorDbContext> contexts, CaseNumbers numbers, OverviewNames names, TimeProvider clock) : PageModel
{
    private static readonly TimeSpan New = TimeSpan.FromDays(7), Stale = TimeSpan.FromDays(14);

    public CaseCounts Counts { get; private set; } = null!;

    public int NewPosts { get; private set; }

    public int Unreviewed { get; private set; }

    public int LikelyUnreviewed { get; private set; }

    public int WithoutSecond { get; private set; }

    public int Disputed { get; private set; }

    /// <summary>Posts decided over two weeks ago that nobody has confirmed.</summary>
    public int StaleDecisions { get; private set; }

    /// <summary>Channels that need a look.</summary>
    public IReadOnlyList<Channel> SilentChannels { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public IReadOnlyList<CasePost> Latest { get; private set; } = [];

    public string NameOf(CaseChart chart, string value) => names.Of(chart, value);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = Now = clock.GetUtcNow();
        var (week, fortnight) = (now - New, now - Stale);
        Counts = await numbers.ReadAsync(Policies.ViewerOf(User), cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        NewPosts = await db.Posts.CountAsync(post => post.FirstSeenAt >= week, cancellationToken);
        var reviewed = await db.PostReviews.CountAsync(review => review.State != ReviewState.Unreviewed, cancellationToken);
        Unreviewed = await db.Posts.CountAsync(cancellationToken) - reviewed;
        LikelyUnreviewed = await db.PostTriages.CountAsync(row => row.Score >= ScorePost.Likely && !db.PostReviews.Any(review => review.PostId == row.PostId && review.State != ReviewState.Unreviewed), cancellationToken);
        WithoutSecond = await db.PostReviews.CountAsync(review => review.State == ReviewState.Decided, cancellationToken);
        Disputed = await db.PostReviews.CountAsync(review => review.State == ReviewState.Disputed, cancellationToken);
        StaleDecisions = await db.PostReviews.CountAsync(review => review.State == ReviewState.Decided && review.DecidedAt < fortnight, cancellationToken);
        SilentChannels = [.. (await db.Channels.AsNoTracking().Where(channel => channel.State == ChannelState.Active).ToListAsync(cancellationToken)).Where(channel => ChannelHealth.Of(channel, now) is not null).OrderBy(channel => channel.LastSuccessAt).Take(50)];
        Latest = await db.PostReviews.AsNoTracking().Where(review => review.State != ReviewState.Unreviewed && (review.Decision == PostKind.ForcedConfession || review.Decision == PostKind.Humiliation)).OrderByDescending(review => review.DecidedAt).Take(8)
            .Select(review => new CasePost(review.PostId, review.Post!.Channel!.Title, review.Post.Channel.Outlet, review.Post.Url, review.Post.PublishedAt, review.Post.PublishedPrecision)).ToListAsync(cancellationToken);
    }
}
