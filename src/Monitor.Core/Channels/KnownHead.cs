using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels;

/// <summary>Whether the newest pages of a channel can be what it shows now. A page that lacks the newest posts that are known, or names none of them, and shows nothing newer is an old copy, or another page: believing it would
/// call the channel read, and its posts changed back.</summary>
public static class KnownHead
{
    /// <summary>Newest known posts that are looked for; a channel may have taken down one or two since.</summary>
    private const int Newest = 5, MostMissing = 2;

    /// <summary>True where its polls fail for this alone: its posts are looked for all the same, since it may have taken them all down.</summary>
    public static bool IsDisbelieved(Channel channel) => channel.LastReason?.StartsWith(nameof(OutcomeReason.OldCopy), StringComparison.Ordinal) == true || channel.LastReason?.StartsWith(nameof(OutcomeReason.NoKnownPost), StringComparison.Ordinal) == true;

    /// <summary>Null where the pages are to be believed; otherwise why not.</summary>
    public static async Task<SourceRefusedException?> JudgeAsync(MonitorDbContext db, Channel channel, PageRun head, bool hasConsecutiveIds, CancellationToken cancellationToken)
    {
        if (channel.LastSuccessAt is not { } since || head.Newest is not { IsRead: true, Answer.IsNotModified: false }) return null;
        var known = await Known(db, channel, since).AsNoTracking().ToListAsync(cancellationToken);
        if (known.Count == 0) return null;
        var shown = head.Pages.SelectMany(page => page.Posts).ToList();
        var ids = shown.SelectMany(post => post.Aliases.Concat(post.FormerIds).Append(post.NativeId)).ToHashSet(StringComparer.Ordinal);
        if (ids.Contains(known[0].NativeId) || HasNewer(shown, known[0], hasConsecutiveIds)) return null;
        var missing = known.TakeWhile(post => !ids.Contains(post.NativeId)).Count();
        if (missing == known.Count) return new SourceRefusedException(OutcomeReason.NoKnownPost, "The page names none of the posts that were seen there last, and nothing newer: it may be another page, or an empty one. It is read again.");
        return missing > MostMissing ? new SourceRefusedException(OutcomeReason.OldCopy, $"The page lacks the {missing} newest posts that were seen there before: it is an old copy. It is read again.") : null;
    }

    /// <summary>Posts that a page lacks are looked for at once: were they taken down, the next poll believes it.</summary>
    public static async Task LookAtOnceAsync(MonitorDbContext db, Channel channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (channel.LastSuccessAt is not { } since) return;
        foreach (var post in await Known(db, channel, since).ToListAsync(cancellationToken)) post.NextCheckAt = now;
    }

    /// <summary>The newest posts that the channel's own readings brought, and that are not known to be taken down. A date that was still to come when it was seen counts as of then.</summary>
    private static IQueryable<Post> Known(MonitorDbContext db, Channel channel, DateTimeOffset since) => db.Posts
        .Where(post => post.ChannelId == channel.Id && post.FirstSeenAt <= since && post.TakenDownAt == null && !db.PostVersions.Any(version => version.PostId == post.Id && version.ImportId != null))
        .OrderByDescending(post => post.PublishedAt > post.FirstSeenAt ? post.FirstSeenAt : post.PublishedAt).ThenByDescending(post => post.Id).Take(Newest);

    private static bool HasNewer(IEnumerable<ReadPost> shown, Post newest, bool hasConsecutiveIds) => shown.Any(post => hasConsecutiveIds
        ? NativeNumber.Of(post.NativeId) > NativeNumber.Of(newest.NativeId)
        : post.PublishedAt is null || post.PublishedAt > (newest.PublishedAt > newest.FirstSeenAt ? newest.FirstSeenAt : newest.PublishedAt));
}
