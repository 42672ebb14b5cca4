using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Posts;

/// <summary>Writes what a reading found: new posts, new versions, observations, attachments and the work that they need. One transaction, run again without harm.</summary>
public sealed class RecordPosts(TimeProvider clock)
{
    /// <summary>Records inside the caller's transaction. Returns how many posts and versions were new.</summary>
    public async Task<RecordedPosts> RunAsync(MonitorDbContext db, Channel channel, IReadOnlyList<ReadPost> posts, long exchangeId, CancellationToken cancellationToken)
    {
        var recorded = new RecordedPosts();
        foreach (var read in posts.OrderBy(post => post.PublishedAt ?? DateTimeOffset.MaxValue))
        {
            var post = await FindAsync(db, new PostKey(channel.Id, read.NativeId), cancellationToken);
            recorded.Known += post is null ? 0 : 1;
            recorded.Posts += post is null ? 1 : 0;
            post ??= await AddAsync(db, channel, read, cancellationToken);
            await AddAliasesAsync(db, post, read, cancellationToken);
            if (await AddVersionAsync(db, post, read, exchangeId, cancellationToken)) recorded.Versions++;
            await new RecordMedia(db, channel, post, clock.GetUtcNow()).RunAsync(read, cancellationToken);
            await ObserveAsync(db, post, read, cancellationToken);
        }

        return recorded;
    }

    private static async Task<Post?> FindAsync(MonitorDbContext db, PostKey key, CancellationToken cancellationToken)
    {
        var post = await db.Posts.FirstOrDefaultAsync(row => row.ChannelId == key.ChannelId && row.NativeId == key.NativeId, cancellationToken);
        if (post is not null) return post;
        var alias = await db.PostAliases.FirstOrDefaultAsync(row => row.ChannelId == key.ChannelId && row.NativeId == key.NativeId, cancellationToken);
        return alias is null ? null : await db.Posts.FirstAsync(row => row.Id == alias.PostId, cancellationToken);
    }

    private async Task<Post> AddAsync(MonitorDbContext db, Channel channel, ReadPost read, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var post = new Post { ChannelId = channel.Id, NativeId = read.NativeId, Url = read.Url, PublishedAt = read.PublishedAt ?? now, FirstSeenAt = now };
        db.Posts.Add(post);
        await db.SaveChangesAsync(cancellationToken);
        return post;
    }

    private static async Task AddAliasesAsync(MonitorDbContext db, Post post, ReadPost read, CancellationToken cancellationToken)
    {
        foreach (var alias in read.Aliases.Distinct())
        {
            if (alias == post.NativeId) continue;
            var known = await db.PostAliases.AnyAsync(row => row.ChannelId == post.ChannelId && row.NativeId == alias, cancellationToken);
            if (!known) db.PostAliases.Add(new PostAlias { ChannelId = post.ChannelId, NativeId = alias, PostId = post.Id });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<bool> AddVersionAsync(MonitorDbContext db, Post post, ReadPost read, long exchangeId, CancellationToken cancellationToken)
    {
        var fingerprint = PostFingerprint.Of(read);
        var last = await db.PostVersions.Where(row => row.PostId == post.Id).OrderByDescending(row => row.Ordinal)
            .Select(row => new { row.Ordinal, row.Fingerprint }).FirstOrDefaultAsync(cancellationToken);
        if (last?.Fingerprint == fingerprint) return false;
        db.PostVersions.Add(new PostVersion
        {
            PostId = post.Id,
            Ordinal = (last?.Ordinal ?? 0) + 1,
            Fingerprint = fingerprint,
            Title = read.Title,
            Text = read.Text ?? "",
            Html = read.Html ?? "",
            Edited = read.Edited,
            ForwardedFrom = read.ForwardedFrom,
            ReplyTo = read.ReplyTo,
            MediaIdentities = PostFingerprint.MediaIdentities(read),
            SourceUpdatedAt = read.UpdatedAt,
            ReadAt = clock.GetUtcNow(),
            ExchangeId = exchangeId,
        });
        await db.SaveChangesAsync(cancellationToken);
        await StageRuns.IndexAgainAsync(db, post, clock.GetUtcNow(), cancellationToken);
        return true;
    }

    private async Task ObserveAsync(MonitorDbContext db, Post post, ReadPost read, CancellationToken cancellationToken)
    {
        if (read.Views is not { } views) return;
        var now = clock.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime).DayNumber;
        if (await db.PostObservations.AnyAsync(row => row.PostId == post.Id && row.Day == day, cancellationToken)) return;
        db.PostObservations.Add(new PostObservation { PostId = post.Id, Day = day, At = now, Views = views });
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>What one reading added.</summary>
public sealed class RecordedPosts
{
    public int Posts { get; set; }

    public int Versions { get; set; }

    /// <summary>Posts of the reading that the archive had already.</summary>
    public int Known { get; set; }
}
