using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Posts;

namespace Monitor.Core.Reposts;

/// <summary>Reads where the clip of a post was published: its copies, and the forwards that name them.</summary>
public static class ReadSpread
{
    /// <summary>Most posts that are read of one clip.</summary>
    public const int MostPosts = 500;

    /// <param name="clip">Which of the post's media items; its first one in a group, or its first one, where null.</param>
    /// <returns>Null where there is no such post, or it carries no such item.</returns>
    public static async Task<Spread?> RunAsync(MonitorDbContext db, long postId, long? clip, CancellationToken cancellationToken)
    {
        if (!await db.Posts.AnyAsync(post => post.Id == postId, cancellationToken)) return null;
        var clips = (await db.PostMedia.AsNoTracking().Where(row => row.PostId == postId && row.IsCurrent).OrderBy(row => row.Position).Select(row => new { row.Position, row.Kind, Item = row.Source!.MediaItemId, row.Source.Item!.DurationMs }).ToListAsync(cancellationToken))
            .Where(row => row.Item is not null).Select(row => new SpreadClip(row.Item!.Value, row.Position + 1, row.Kind, row.DurationMs)).DistinctBy(row => row.MediaItemId).ToList();
        var items = clips.ConvertAll(row => row.MediaItemId);
        var inGroups = clip is null ? await db.RepostCopies.Where(copy => items.Contains(copy.MediaItemId)).Select(copy => copy.MediaItemId).Distinct().ToListAsync(cancellationToken) : [];
        var chosen = clip is null ? clips.Find(row => inGroups.Contains(row.MediaItemId)) ?? clips.FirstOrDefault() : clips.Find(row => row.MediaItemId == clip);
        if (clip is not null && chosen is null) return null;
        var groups = chosen is null ? [] : await SpreadGroups.ReadAsync(db, chosen, cancellationToken);
        var (rows, isCut) = await RowsAsync(db, postId, chosen, groups, cancellationToken);
        return new Spread(postId, clips, chosen, rows, isCut, await OriginsAsync(db, rows, cancellationToken), groups);
    }

    /// <summary>Posts that carry the clip or a standing copy; then those that such a post was forwarded from; then those forwarded from any of these.</summary>
    private static async Task<(IReadOnlyList<SpreadRow> Rows, bool IsCut)> RowsAsync(MonitorDbContext db, long postId, SpreadClip? clip, IReadOnlyList<SpreadGroup> groups, CancellationToken cancellationToken)
    {
        var copies = SpreadGroups.Standing(groups, clip);
        var carriers = (await Carriers.Of(db, [.. copies.Keys]).ToListAsync(cancellationToken)).GroupBy(row => row.PostId)
            .ToDictionary(post => post.Key, post => copies[post.Select(row => row.MediaItemId).OrderBy(item => item == clip!.MediaItemId ? 0 : 1).ThenBy(item => item).First()]);
        var known = carriers.Keys.Append(postId).ToHashSet();
        var said = await PostForwards.OriginsAsync(db, known, cancellationToken);
        var resolved = await PostForwards.ResolveAsync(db, [.. said.Values.Distinct()], cancellationToken);
        var origins = resolved.Values.Where(id => !known.Contains(id)).ToHashSet();
        // A post that is not in the archive is a common origin all the same: its other forwards are of the same clip.
        var addresses = await PostForwards.AddressesAsync(db, [.. known, .. origins], cancellationToken);
        var forwards = await PostForwards.NamingAsync(db, [.. addresses.Union(said.Values.Where(ForwardAddress.IsPost))], MostPosts, cancellationToken);
        var all = known.Union(origins).Union(forwards).ToList();
        var later = await PostForwards.OriginsAsync(db, [.. forwards.Except(known)], cancellationToken);
        var from = said.Concat(later).DistinctBy(pair => pair.Key).ToDictionary();
        var byOrigin = await PostForwards.ResolveAsync(db, [.. from.Values.Distinct()], cancellationToken);
        var rows = await db.Posts.AsNoTracking().Where(post => all.Contains(post.Id)).OrderBy(post => post.PublishedAt).ThenBy(post => post.Id).Take(MostPosts + 1)
            .Select(post => new SpreadRow(post.Id, post.ChannelId, post.Channel!.Title, post.Channel.Outlet, post.PublishedAt, post.PublishedPrecision, post.FirstSeenAt, post.TakenDownAt)
            {
                Gap = db.PostMedia.Where(media => media.PostId == post.Id && media.IsCurrent && media.Gap != null).Select(media => media.Gap).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        return ([.. rows.Take(MostPosts).Select(row => row with
        {
            Link = carriers.TryGetValue(row.PostId, out var copy) ? copy.MediaItemId == clip!.MediaItemId ? SpreadLink.SameFile : SpreadLink.Copy
                : from.ContainsKey(row.PostId) && !origins.Contains(row.PostId) ? SpreadLink.Forward : SpreadLink.Origin,
            Copy = copy,
            Gap = copy is null ? row.Gap : null,
            ForwardedFrom = from.GetValueOrDefault(row.PostId),
            ForwardedFromId = from.TryGetValue(row.PostId, out var origin) && byOrigin.TryGetValue(origin, out var id) ? id : null,
        })], rows.Count > MostPosts);
    }

    private static async Task<IReadOnlyList<ForwardOrigin>> OriginsAsync(MonitorDbContext db, IReadOnlyList<SpreadRow> rows, CancellationToken cancellationToken)
    {
        var unknown = rows.Where(row => row.ForwardedFrom is not null && row.ForwardedFromId is null).GroupBy(row => ForwardAddress.Plain(row.ForwardedFrom!)).ToList();
        if (unknown.Count == 0) return [];
        var watched = (await db.Channels.Select(channel => channel.Url).ToListAsync(cancellationToken)).Select(ForwardAddress.ChannelOf).OfType<string>().ToHashSet();
        return [.. unknown.Select(group => new ForwardOrigin(group.Key, ForwardAddress.ChannelOf(group.Key) is { } channel && watched.Contains(channel), [.. group.Select(row => row.PostId)]))];
    }
}
