using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels;

/// <summary>Writes what a look for stored posts found: the exchange always, then whether each post is there, is gone, or came back.</summary>
public sealed class RecordSightings(WriteGate gate, RecordPages pages, TimeProvider clock)
{
    /// <summary>Until a post is looked for again whose server failed.</summary>
    public static readonly TimeSpan Later = TimeSpan.FromHours(1);

    /// <summary>Until a post is looked for again that was passed over because of another one's host: before that one.</summary>
    public static readonly TimeSpan Sooner = TimeSpan.FromMinutes(30);

    /// <summary>A page of the channel: posts on it may be edited, or new.</summary>
    public Task PageAsync(long channelId, ChannelReading page, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        var run = new PageRun();
        run.Pages.Add(page);
        await pages.RunAsync(db, await db.Channels.FirstAsync(row => row.Id == channelId, cancellationToken), run, cancellationToken);
    }, cancellationToken);

    public Task SeenAsync(IReadOnlyCollection<long> posts, CancellationToken cancellationToken) => posts.Count == 0 ? Task.CompletedTask : gate.WriteAsync(async db =>
    {
        foreach (var post in await db.Posts.Where(row => posts.Contains(row.Id)).ToListAsync(cancellationToken)) See(post);
    }, cancellationToken);

    /// <summary>The answer of a post's own page.</summary>
    public Task AloneAsync(long postId, FetchResult answer, Sighting sighting, CancellationToken cancellationToken) => gate.WriteAsync(async db =>
    {
        await db.KeepAsync(answer, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var (post, now) = (await db.Posts.FirstAsync(row => row.Id == postId, cancellationToken), clock.GetUtcNow());
        if (sighting == Sighting.Unknown)
        {
            post.NextCheckAt = answer.Status is 429 or >= 500 && now - post.FirstSeenAt < TakedownSchedule.Looks[^1] ? now + Later : TakedownSchedule.Next(post.FirstSeenAt, now);
            return;
        }

        if (sighting == Sighting.Gone && post.TakenDownAt is null) await Presences.GoneAsync(db, post, answer.Exchange.Id, now, cancellationToken);
        if (sighting == Sighting.Seen && post.TakenDownAt is not null) await Presences.BackAsync(db, post, answer.Exchange.Id, now, cancellationToken);
        if (sighting == Sighting.Seen) See(post);
        else post.NextCheckAt = TakedownSchedule.Next(post.FirstSeenAt, now);
    }, cancellationToken);

    /// <summary>Posts that could not be looked for now: after that pause while their watch lasts, or with the next look of the schedule where null.</summary>
    public Task LaterAsync(IReadOnlyCollection<long> posts, TimeSpan? pause, CancellationToken cancellationToken) => posts.Count == 0 ? Task.CompletedTask : gate.WriteAsync(async db =>
    {
        var now = clock.GetUtcNow();
        foreach (var post in await db.Posts.Where(row => posts.Contains(row.Id)).ToListAsync(cancellationToken))
            post.NextCheckAt = pause is { } time && now - post.FirstSeenAt < TakedownSchedule.Looks[^1] ? now + time : TakedownSchedule.Next(post.FirstSeenAt, now);
    }, cancellationToken);

    public Task RefusedAsync(FetchRefusedException refusal, CancellationToken cancellationToken) => gate.KeepAsync(refusal, cancellationToken);

    private void See(Post post)
    {
        var now = clock.GetUtcNow();
        post.LastSeenAt = now;
        post.NextCheckAt = TakedownSchedule.Next(post.FirstSeenAt, now);
    }
}
