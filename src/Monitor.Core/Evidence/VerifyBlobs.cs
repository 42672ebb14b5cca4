using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media;

namespace Monitor.Core.Evidence;

/// <summary>Checks every stored file against its hash, that each hash that evidence names has its row, and counts files that no row speaks of.</summary>
public sealed class VerifyBlobs(IDbContextFactory<MonitorDbContext> contexts, IMediaStore store)
{
    private const int PageSize = 500;

    /// <summary>A file is written before its row: one that is younger may be on its way.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromHours(1);

    internal async Task RunAsync(VerifyReport report, Func<string, long, long, Task>? progress, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await CheckNamedAsync(db, report, cancellationToken);
        var total = await db.Blobs.LongCountAsync(cancellationToken);
        for (var last = ""; ;)
        {
            var page = await db.Blobs.AsNoTracking().Where(row => row.Hash.CompareTo(last) > 0).OrderBy(row => row.Hash).Take(PageSize).ToListAsync(cancellationToken);
            if (page.Count == 0) break;
            foreach (var blob in page)
            {
                if (await FaultAsync(blob, cancellationToken) is { } fault) await report.AddAsync($"blob {blob.Hash}: {fault}");
                report.Blobs++;
                report.Bytes += blob.Length;
            }

            last = page[^1].Hash;
            if (progress is not null) await progress("blobs", report.Blobs, total);
        }

        foreach (var some in store.List(OnItsWay).Chunk(PageSize))
        {
            var hashes = some.Select(hash => hash.Hex).ToList();
            report.StrayFiles += hashes.Count - await db.Blobs.CountAsync(row => hashes.Contains(row.Hash), cancellationToken);
        }
    }

    /// <summary>A file that was deleted together with its row is missed by whatever names it.</summary>
    private static async Task CheckNamedAsync(MonitorDbContext db, VerifyReport report, CancellationToken cancellationToken)
    {
        var named = new (string Kind, IQueryable<string?> Hashes)[]
        {
            ("exchange", db.Exchanges.Select(row => row.WireHash)), ("media-item", db.MediaItems.Select(row => row.ContentHash)), ("media-item", db.MediaItems.Select(row => row.ViewingCopyHash)),
            ("derivative", db.Derivatives.Select(row => row.OutputHash)), ("still", db.Keyframes.Select(row => row.FullHash)), ("still", db.Keyframes.Select(row => row.SmallHash)), ("still", db.Keyframes.Select(row => row.BlurredHash)),
            ("caption", db.Captions.Select(row => row.PictureHash)),
        };
        foreach (var (kind, hashes) in named)
            foreach (var hash in await hashes.Where(hash => hash != null && !db.Blobs.Any(blob => blob.Hash == hash)).Distinct().ToListAsync(cancellationToken))
                await report.AddAsync($"blob {hash}: a {kind} names it, and it has no row");
    }

    private async Task<string?> FaultAsync(Blob blob, CancellationToken cancellationToken)
    {
        var hash = new ContentHash(blob.Hash);
        if (!store.Contains(hash)) return "is missing from the store";
        try
        {
            await using var stream = store.OpenRead(hash);
            if (stream.Length != blob.Length) return $"has {stream.Length} bytes, not {blob.Length}";
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == blob.Hash ? null : "its bytes were changed";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "cannot be read: " + fault.GetType().Name;
        }
    }
}
