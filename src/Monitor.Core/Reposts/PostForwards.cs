using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Posts;

namespace Monitor.Core.Reposts;

/// <summary>Which posts were forwarded from which, by what their latest versions say.</summary>
public static class PostForwards
{
    /// <summary>What each of these posts says it was forwarded from, where it says so.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> OriginsAsync(MonitorDbContext db, IReadOnlyCollection<long> posts, CancellationToken cancellationToken) =>
        await LatestVersions.Of(db, posts).Where(version => version.ForwardedFrom != null && version.ForwardedFrom != "").Select(version => new { version.PostId, version.ForwardedFrom }).ToDictionaryAsync(row => row.PostId, row => row.ForwardedFrom!, cancellationToken);

    /// <summary>The posts of the archive that these origins name, album parts by their album.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> ResolveAsync(MonitorDbContext db, IReadOnlyCollection<string> origins, CancellationToken cancellationToken)
    {
        var plain = origins.Where(ForwardAddress.IsPost).Select(ForwardAddress.Plain).Distinct().ToList();
        var found = (await db.Posts.Where(post => post.Url != null && plain.Contains(post.Url)).Select(post => new { post.Id, post.Url }).ToListAsync(cancellationToken)).GroupBy(post => post.Url!).ToDictionary(group => group.Key, group => group.Min(post => post.Id));
        var missing = plain.Where(address => !found.ContainsKey(address)).ToLookup(address => address[(address.LastIndexOf('/') + 1)..]);
        var numbers = missing.Select(group => group.Key).ToList();
        var parts = await db.PostAliases.Where(alias => numbers.Contains(alias.NativeId)).Join(db.Posts, alias => alias.PostId, post => post.Id, (alias, post) => new { alias.NativeId, post.Id, post.Url }).ToListAsync(cancellationToken);
        foreach (var part in parts.Where(part => part.Url is not null))
            foreach (var address in missing[part.NativeId].Where(address => ForwardAddress.Of(part.Url!, [part.NativeId]).Contains(address))) found.TryAdd(address, part.Id);
        return origins.Where(origin => found.ContainsKey(ForwardAddress.Plain(origin))).Distinct().ToDictionary(origin => origin, origin => found[ForwardAddress.Plain(origin)]);
    }

    /// <summary>Posts whose latest version says that it was forwarded from one of these addresses.</summary>
    public static async Task<IReadOnlyList<long>> NamingAsync(MonitorDbContext db, IReadOnlyCollection<string> addresses, int most, CancellationToken cancellationToken) =>
        addresses.Count == 0 ? [] : await db.PostVersions.Where(version => version.ForwardedFrom != null && addresses.Contains(version.ForwardedFrom) && !db.PostVersions.Any(later => later.PostId == version.PostId && later.Ordinal > version.Ordinal))
            .OrderBy(version => version.PostId).Select(version => version.PostId).Take(most).ToListAsync(cancellationToken);

    /// <summary>The addresses by which forwards name these posts.</summary>
    public static async Task<IReadOnlyList<string>> AddressesAsync(MonitorDbContext db, IReadOnlyCollection<long> posts, CancellationToken cancellationToken)
    {
        var urls = await db.Posts.Where(post => posts.Contains(post.Id) && post.Url != null).Select(post => new { post.Id, post.Url, Aliases = db.PostAliases.Where(alias => alias.PostId == post.Id).Select(alias => alias.NativeId).ToList() }).ToListAsync(cancellationToken);
        return [.. urls.SelectMany(post => ForwardAddress.Of(post.Url!, post.Aliases)).Distinct()];
    }
}
