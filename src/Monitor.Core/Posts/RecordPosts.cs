using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Posts;

/// <summary>Writes what a reading found: new posts, new versions, observations, attachments and the work that they need. One transaction, run again without harm.</summary>
public sealed class RecordPosts(TimeProvider clock)
{
    /// <summary>Records inside the caller's transaction. Returns how many posts and versions were new.</summary>
    public async Task<RecordedPosts> RunAsync(MonitorDbContext db, Channel channel, IReadOnlyList<ReadPost> posts, PostOrigin origin, CancellationToken cancellationToken)
    {
        if (posts.Count == 0) return new RecordedPosts();
        var now = clock.GetUtcNow();
        var ordered = posts.DistinctBy(post => post.NativeId).OrderBy(post => post.PublishedAt ?? DateTimeOffset.MaxValue).ToList();
        var day = DateOnly.FromDateTime(now.UtcDateTime).DayNumber;
        var known = await KnownPosts.LoadAsync(db, channel.Id, ordered, RecordMedia.IdentitiesOf(channel, ordered), day, cancellationToken);
        var recorded = new RecordedPosts();
        var rows = ordered.ConvertAll(read => (Read: read, Post: Find(db, known, channel, read, now, recorded)));
        // A part that the page shows by itself is the post that it is a part of: the post's own reading counts.
        rows = [.. rows.GroupBy(row => row.Post).Select(same => same.FirstOrDefault(row => row.Read.NativeId == row.Post.NativeId) is { Post: not null } own ? own : same.First())];
        await db.SaveChangesAsync(cancellationToken);
        var changed = new HashSet<Post>();
        var media = new RecordMedia(db, channel, known, now);
        foreach (var (read, post) in rows)
        {
            AddAliases(db, known, post, read);
            if (await AddVersionAsync(db, media, known, post, read, origin, now, cancellationToken)) changed.Add(post);
            Observe(db, known, post, read, day, now);
            await SeeAsync(db, post, origin, now, cancellationToken);
            await media.RunAsync(post, read, cancellationToken);
        }

        recorded.Versions = changed.Count;
        await db.SaveChangesAsync(cancellationToken);
        await media.PlanAsync(cancellationToken);
        await StageRuns.IndexAgainAsync(db, changed, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return recorded;
    }

    private static Post Find(MonitorDbContext db, KnownPosts known, Channel channel, ReadPost read, DateTimeOffset now, RecordedPosts recorded)
    {
        if ((known.Find(read.NativeId) ?? read.FormerIds.Select(known.Find).FirstOrDefault(post => post is not null)) is { } post)
        {
            recorded.Known++;
            return post;
        }

        recorded.Posts++;
        post = new Post
        {
            ChannelId = channel.Id,
            NativeId = read.NativeId,
            Url = read.Url,
            PublishedAt = read.PublishedAt ?? now,
            PublishedPrecision = read.PublishedAt is null ? DatePrecision.Unknown : read.PublishedPrecision,
            FirstSeenAt = now,
            NextCheckAt = channel.Kind == ChannelKind.Import ? null : TakedownSchedule.Next(now, now),
        };
        db.Posts.Add(post);
        known.Add(post);
        if (channel.LastPostAt is null || post.PublishedAt > channel.LastPostAt) channel.LastPostAt = post.PublishedAt < now ? post.PublishedAt : now;
        return post;
    }

    private static void AddAliases(MonitorDbContext db, KnownPosts known, Post post, ReadPost read)
    {
        foreach (var alias in read.Aliases.Where(id => id != post.NativeId && known.AddAlias(id, post)))
            db.PostAliases.Add(new PostAlias { ChannelId = post.ChannelId, NativeId = alias, PostId = post.Id });
    }

    /// <summary>Adds a version where a reader would call it a change.</summary>
    private static async Task<bool> AddVersionAsync(MonitorDbContext db, RecordMedia media, KnownPosts known, Post post, ReadPost read, PostOrigin origin, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = known.Latest(post);
        var identities = media.IdentitiesOf(post, read);
        var fingerprint = PostFingerprint.Of(read, identities);
        if (last is not null && await IsSameAsync(last)) return false;
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
            MediaIdentities = identities,
            PublishedAt = read.PublishedAt,
            PublishedPrecision = read.PublishedAt is null ? DatePrecision.Unknown : read.PublishedPrecision,
            Parser = PostVersion.CurrentParser,
            SourceUpdatedAt = read.UpdatedAt,
            ReadAt = now,
            ExchangeId = origin.ExchangeId,
            ImportId = origin.ImportId,
        });
        known.SetLatest(post, new LatestVersion((last?.Ordinal ?? 0) + 1, fingerprint, read.PublishedAt, now));
        return true;

        async Task<bool> IsSameAsync(LatestVersion latest)
        {
            var before = latest.PublishedAt ?? (post.PublishedPrecision == DatePrecision.Unknown ? null : post.PublishedAt);
            var isSameDate = SameToAReader.HasSameDate(before, latest.ReadAt, read, now);
            if (latest.Fingerprint == fingerprint) return isSameDate;
            var version = await LatestVersions.Of(db, [post.Id]).AsNoTracking().FirstAsync(cancellationToken);
            if (!isSameDate || !SameToAReader.HasSameWords(version, read)) return false;
            return version.MediaIdentities == identities || await media.RenewAsync(post, read, version, origin, cancellationToken);
        }
    }

    private static void Observe(MonitorDbContext db, KnownPosts known, Post post, ReadPost read, int day, DateTimeOffset now)
    {
        if (read.Views is { } views && known.Observe(post)) db.PostObservations.Add(new PostObservation { PostId = post.Id, Day = day, At = now, Views = views });
    }

    /// <summary>A post that was gone and is shown again came back; when it was last seen is kept with every look of the watch, not with every poll.</summary>
    private static Task SeeAsync(MonitorDbContext db, Post post, PostOrigin origin, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (origin.ExchangeId == 0) return Task.CompletedTask;
        if (post.TakenDownAt is not null) return Presences.BackAsync(db, post, origin.ExchangeId, now, cancellationToken);
        post.LastSeenAt ??= now;
        return Task.CompletedTask;
    }
}

/// <summary>What brought a reading: an exchange, or what a person handed in.</summary>
/// <param name="ExchangeId">0 where nothing was fetched.</param>
public sealed record PostOrigin(long ExchangeId, long? ImportId = null);

/// <summary>What one reading added.</summary>
public sealed class RecordedPosts
{
    public int Posts { get; set; }

    public int Versions { get; set; }

    /// <summary>Posts of the reading that the archive had already.</summary>
    public int Known { get; set; }
}
