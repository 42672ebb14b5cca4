using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media;

namespace Monitor.Core.Posts;

/// <summary>What the archive has of the posts of one reading, asked for at once: a reading of a thousand posts is a few questions to the database, not thousands.</summary>
internal sealed class KnownPosts
{
    private const int BatchSize = 500;
    private readonly Dictionary<string, Post> byNativeId = new(StringComparer.Ordinal);
    private readonly HashSet<string> aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<long, LatestVersion> versions = [];
    private readonly HashSet<long> observed = [];
    private readonly Dictionary<string, MediaSource> sources = new(StringComparer.Ordinal);
    private readonly List<MediaRenewal> renewals = [];
    private ILookup<long, PostMedia> media = Enumerable.Empty<PostMedia>().ToLookup(row => row.PostId);

    public static async Task<KnownPosts> LoadAsync(MonitorDbContext db, long channelId, IReadOnlyList<ReadPost> posts, IEnumerable<string> sourceIdentities, int day, CancellationToken cancellationToken)
    {
        var known = new KnownPosts();
        foreach (var ids in posts.SelectMany(post => post.Aliases.Concat(post.FormerIds).Append(post.NativeId)).Distinct().Chunk(BatchSize)) await known.AddPostsAsync(db, channelId, ids, cancellationToken);
        var rows = known.byNativeId.Values.Select(post => post.Id).Distinct().ToList();
        var media = new List<PostMedia>();
        foreach (var ids in rows.Chunk(BatchSize))
        {
            foreach (var version in await LatestVersions.Of(db, ids).Select(row => new { row.PostId, Known = new LatestVersion(row.Ordinal, row.Fingerprint, row.PublishedAt, row.ReadAt) }).ToListAsync(cancellationToken)) known.versions[version.PostId] = version.Known;
            known.observed.UnionWith(await db.PostObservations.Where(row => ids.Contains(row.PostId) && row.Day == day).Select(row => row.PostId).ToListAsync(cancellationToken));
            known.renewals.AddRange(await db.MediaRenewals.Where(row => ids.Contains(row.PostId)).ToListAsync(cancellationToken));
            media.AddRange(await db.PostMedia.Include(row => row.Source).Where(row => ids.Contains(row.PostId)).ToListAsync(cancellationToken));
        }

        known.media = media.ToLookup(row => row.PostId);
        foreach (var identities in sourceIdentities.Distinct().Chunk(BatchSize))
            foreach (var source in await db.MediaSources.Where(row => identities.Contains(row.Identity)).ToListAsync(cancellationToken)) known.sources[source.Identity] = source;
        return known;
    }

    public Post? Find(string nativeId) => byNativeId.GetValueOrDefault(nativeId);

    public void Add(Post post) => byNativeId[post.NativeId] = post;

    /// <summary>True where the id is not yet known as part of a post.</summary>
    public bool AddAlias(string nativeId, Post post)
    {
        if (!aliases.Add(nativeId)) return false;
        byNativeId.TryAdd(nativeId, post);
        return true;
    }

    /// <summary>What there is to tell of the latest version without its text; null before the first.</summary>
    public LatestVersion? Latest(Post post) => versions.GetValueOrDefault(post.Id);

    public void SetLatest(Post post, LatestVersion latest) => versions[post.Id] = latest;

    /// <summary>The identity by which the post's versions know an attachment that is shown at this address.</summary>
    public string IdentityOf(Post post, string shown) => renewals.Find(row => row.PostId == post.Id && row.Identity == shown && row.State != RenewalState.Other)?.Known ?? shown;

    /// <summary>What is known of that address in that post; null where it was not shown before.</summary>
    public MediaRenewal? Renewal(Post post, string shown) => renewals.Find(row => row.PostId == post.Id && row.Identity == shown);

    public void Add(MediaRenewal renewal) => renewals.Add(renewal);

    /// <summary>True the first time that a post is asked for today.</summary>
    public bool Observe(Post post) => observed.Add(post.Id);

    public IReadOnlyList<PostMedia> MediaOf(Post post) => [.. media[post.Id]];

    public MediaSource? Source(string identity) => sources.GetValueOrDefault(identity);

    public void Add(MediaSource source) => sources[source.Identity] = source;

    private async Task AddPostsAsync(MonitorDbContext db, long channelId, string[] ids, CancellationToken cancellationToken)
    {
        foreach (var post in await db.Posts.Where(row => row.ChannelId == channelId && ids.Contains(row.NativeId)).ToListAsync(cancellationToken)) Add(post);
        var parts = await db.PostAliases.Where(row => row.ChannelId == channelId && ids.Contains(row.NativeId)).Join(db.Posts, alias => alias.PostId, post => post.Id, (alias, post) => new { alias.NativeId, Post = post }).ToListAsync(cancellationToken);
        foreach (var part in parts) AddAlias(part.NativeId, part.Post);
    }
}

/// <summary>The latest version of a post, without its text.</summary>
/// <param name="Ordinal">From 1.</param>
internal sealed record LatestVersion(int Ordinal, string Fingerprint, DateTimeOffset? PublishedAt, DateTimeOffset ReadAt);
