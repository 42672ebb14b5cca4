using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Posts;

/// <summary>Writes that a post is gone from its source, or is back. Call inside a transaction.</summary>
public static class Presences
{
    public static Task GoneAsync(MonitorDbContext db, Post post, long exchangeId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        db.PostPresences.Add(new PostPresence { PostId = post.Id, State = Presence.Gone, At = now, LastSeenAt = post.LastSeenAt ?? post.FirstSeenAt, ExchangeId = exchangeId });
        post.TakenDownAt = now;
        return StageRuns.IndexAgainAsync(db, [post], now, cancellationToken);
    }

    public static Task BackAsync(MonitorDbContext db, Post post, long exchangeId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        db.PostPresences.Add(new PostPresence { PostId = post.Id, State = Presence.Back, At = now, LastSeenAt = post.LastSeenAt, ExchangeId = exchangeId });
        (post.TakenDownAt, post.LastSeenAt) = (null, now);
        return StageRuns.IndexAgainAsync(db, [post], now, cancellationToken);
    }
}
