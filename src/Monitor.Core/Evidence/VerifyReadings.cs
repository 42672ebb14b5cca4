using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Feeds;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Channels.YouTube;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Evidence;

/// <summary>Reads each version of a post again from the kept bytes and compares: what the archive says that a channel said is what its server sent. A version that an earlier parser read may be read otherwise today; that is no fault.</summary>
public sealed class VerifyReadings(IDbContextFactory<MonitorDbContext> contexts, IMediaStore store)
{
    private const int PageSize = 200;

    internal async Task RunAsync(VerifyReport report, Func<string, long, long, Task>? progress, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        (long Id, IReadOnlyDictionary<string, ReadPost>? Posts) last = (0, null);
        for (var (exchange, version) = (0L, 0L); ;)
        {
            // In the order of exchanges: each is parsed once, however many posts it brought.
            var page = await (from row in db.PostVersions.AsNoTracking()
                              where row.ExchangeId > 0 && row.ImportId == null && (row.ExchangeId > exchange || (row.ExchangeId == exchange && row.Id > version))
                              join post in db.Posts on row.PostId equals post.Id
                              orderby row.ExchangeId, row.Id
                              select new { Version = row, post.NativeId, post.Channel!.Kind, HasRenewals = db.MediaRenewals.Any(renewal => renewal.PostId == row.PostId) }).Take(PageSize).ToListAsync(cancellationToken);
            if (page.Count == 0) return;
            foreach (var row in page)
            {
                if (last.Id != row.Version.ExchangeId) last = (row.Version.ExchangeId, await ReadAsync(db, row.Version.ExchangeId, row.Kind, cancellationToken));
                await CompareAsync(report, row.Version, await FindAsync(db, row.Version.PostId, row.NativeId, last.Posts, cancellationToken), row.HasRenewals);
            }

            (exchange, version) = (page[^1].Version.ExchangeId, page[^1].Version.Id);
            if (progress is not null) await progress("readings", report.Readings, 0);
        }
    }

    /// <summary>A page may have shown only a part of an album.</summary>
    private static async Task<ReadPost?> FindAsync(MonitorDbContext db, long postId, string nativeId, IReadOnlyDictionary<string, ReadPost>? posts, CancellationToken cancellationToken)
    {
        if (posts is null || posts.TryGetValue(nativeId, out var post)) return posts?.GetValueOrDefault(nativeId);
        var parts = await db.PostAliases.Where(alias => alias.PostId == postId).Select(alias => alias.NativeId).ToListAsync(cancellationToken);
        return parts.Select(part => posts.GetValueOrDefault(part)).FirstOrDefault(part => part is not null);
    }

    private static Task CompareAsync(VerifyReport report, PostVersion version, ReadPost? read, bool hasRenewals)
    {
        report.Readings++;
        if (read is not null && SameToAReader.IsReadingOf(version, read, hasRenewals)) return Task.CompletedTask;
        if (version.Parser == PostVersion.CurrentParser) return report.AddAsync($"post-version {version.Id} of {Post.NumberOf(version.PostId)}: {(read is null ? "the kept bytes of its exchange do not hold the post" : "it is not what the kept bytes of its exchange say")}");
        report.ReadDifferently++;
        return Task.CompletedTask;
    }

    /// <summary>The posts that the bytes of an exchange hold, by every id that they may be known by; null where they cannot be read.</summary>
    private async Task<IReadOnlyDictionary<string, ReadPost>?> ReadAsync(MonitorDbContext db, long exchangeId, ChannelKind kind, CancellationToken cancellationToken)
    {
        var exchange = await db.Exchanges.AsNoTracking().FirstOrDefaultAsync(row => row.Id == exchangeId, cancellationToken);
        if (exchange?.WireHash is not { } hash || !store.Contains(new ContentHash(hash))) return null;
        try
        {
            var bytes = BoundedDecoder.Decode(await store.ReadAllAsync(new ContentHash(hash), cancellationToken), exchange.Header("Content-Encoding"), FetchLimits.For(kind == ChannelKind.Telegram ? FetchKind.Page : FetchKind.Feed).MaxDecodedBytes);
            var source = new SourceBytes(bytes, exchange.Header("Content-Type"), new Uri(exchange.FinalUrl));
            var reading = kind switch { ChannelKind.Telegram => TelegramReader.Parse(source), ChannelKind.Feed => FeedChannelReader.Parse(source), ChannelKind.YouTube => YouTubeReader.Parse(source), _ => null };
            var posts = new Dictionary<string, ReadPost>(StringComparer.Ordinal);
            foreach (var post in reading?.Posts ?? [])
                foreach (var id in post.FormerIds.Prepend(post.NativeId)) posts.TryAdd(id, post);
            return posts;
        }
        catch (Exception fault) when (fault is SourceRefusedException or FetchRefusedException or IOException)
        {
            return null;
        }
    }
}
