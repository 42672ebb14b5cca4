using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Import;

/// <summary>Brings a file in by hand: bytes first, then their import, media item, post and custody in one transaction. Done twice, it changes nothing the second time.</summary>
public sealed class ImportFiles(WriteGate gate, IMediaStore store, RecordPosts record, TimeProvider clock)
{
    /// <summary>Largest file, in bytes: that of a downloaded video.</summary>
    public static readonly long MaxBytes = FetchLimits.For(FetchKind.Video).MaxWireBytes;

    /// <summary>Throws <see cref="ImportRefusedException"/>.</summary>
    public async Task<ImportedPost> RunAsync(Actor actor, ImportedFile file, ImportFacts facts, CancellationToken cancellationToken)
    {
        var checkedFacts = ImportChecks.Check(facts);
        var blob = await StoreAsync(file, cancellationToken);
        return await gate.WriteAsync(actor, async db =>
        {
            var now = clock.GetUtcNow();
            await db.RegisterAsync(blob, cancellationToken);
            var target = await TargetAsync(db, checkedFacts, blob, cancellationToken);
            var url = MediaSource.ImportedUrl(blob.Hash);
            if (target is not null && await db.PostMedia.AnyAsync(row => row.PostId == target.Id && row.IsCurrent && row.Source!.Url == url, cancellationToken)) return new ImportedPost(target.Id, false);
            var import = ImportChecks.RowOf(checkedFacts, actor, now);
            (import.FileName, import.ContentHash, import.Length) = (ImportChecks.FileName(file.Name), blob.Hash.Hex, blob.Length);
            db.ManualImports.Add(import);
            await db.SaveChangesAsync(cancellationToken);
            var source = await SourceAsync(db, blob, ImportChecks.KindOf(file.Name), import, target?.ChannelId ?? (await ImportChannels.OfAsync(db, checkedFacts.Outlet, now, cancellationToken)).Id, now, cancellationToken);
            var post = target is { Channel.Kind: not ChannelKind.Import } ? await AttachAsync(db, target, source, now, cancellationToken) : await PostAsync(db, target, source, checkedFacts, import, now, cancellationToken);
            await AuditChain.AppendAsync(db, actor, AuditAction.Imported, "post", post.Id.ToString(CultureInfo.InvariantCulture), "file", now, cancellationToken);
            return new ImportedPost(post.Id, true);
        }, cancellationToken);
    }

    private async Task<StoredBlob> StoreAsync(ImportedFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var bytes = file.Open();
            var blob = await store.WriteAsync(stream => CopyAsync(bytes, stream, cancellationToken), cancellationToken);
            return blob.Length > 0 ? blob : throw new ImportRefusedException(ImportRefusal.FileEmpty, "The file is empty.");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException(ImportRefusal.FileMissing, "The file is not there, or may not be read.", fault);
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 17];
        long total = 0;
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if ((total += read) > MaxBytes) throw new ImportRefusedException(ImportRefusal.FileTooLarge, $"The file is larger than {MaxBytes} bytes.");
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    /// <summary>The post that it belongs to: the one named, or the one of that address; null for a new one.</summary>
    private static async Task<Post?> TargetAsync(MonitorDbContext db, ImportFacts facts, StoredBlob blob, CancellationToken cancellationToken)
    {
        var posts = db.Posts.Include(post => post.Channel);
        if (facts.AttachTo is { } number)
            return Post.ParseNumber(number) is { } id && await posts.FirstOrDefaultAsync(post => post.Id == id, cancellationToken) is { } named ? named : throw new ImportRefusedException(ImportRefusal.NoSuchPost, $"There is no post {number}.");
        if (facts.SourceUrl is null) return await posts.FirstOrDefaultAsync(post => post.Channel!.Kind == ChannelKind.Import && post.NativeId == "sha256:" + blob.Hash.Hex, cancellationToken);
        // A channel speaks for its own site: what it says to be elsewhere does not draw imports to it.
        return (await posts.Where(post => post.Url == facts.SourceUrl).OrderBy(post => post.Channel!.Kind == ChannelKind.Import).ThenBy(post => post.Id).Take(50).ToListAsync(cancellationToken))
            .Find(post => post.Channel!.Kind == ChannelKind.Import || new Uri(post.Channel.Url).Host == new Uri(facts.SourceUrl).Host);
    }

    private static async Task<MediaSource> SourceAsync(MonitorDbContext db, StoredBlob blob, MediaKind kind, ManualImport import, long channelId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var item = await db.MediaItems.FirstOrDefaultAsync(row => row.ContentHash == blob.Hash.Hex, cancellationToken);
        if (item is null) db.MediaItems.Add(item = new MediaItem { ContentHash = blob.Hash.Hex, Length = blob.Length, ImportId = import.Id, StoredAt = now });
        var url = MediaSource.ImportedUrl(blob.Hash);
        var source = await db.MediaSources.FirstOrDefaultAsync(row => row.Identity == MediaUrl.Identity(url), cancellationToken);
        if (source is null) db.MediaSources.Add(source = new MediaSource { Identity = MediaUrl.Identity(url), Url = url, Kind = kind, ChannelId = channelId });
        source.Item = item;
        await db.SaveChangesAsync(cancellationToken);
        return source;
    }

    /// <summary>Fills the first gap of a post that a channel published; what the channel says of the post stays as it was read.</summary>
    private static async Task<Post> AttachAsync(MonitorDbContext db, Post post, MediaSource source, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var media = await db.PostMedia.Where(row => row.PostId == post.Id).OrderBy(row => row.Position).ToListAsync(cancellationToken);
        var open = media.FindAll(candidate => candidate is { IsCurrent: true, Gap: not null });
        // A gap of the file's own kind; another one only where it is the only one.
        var row = open.Find(candidate => Family(candidate.Kind) == Family(source.Kind)) ?? (open.Count == 1 ? open[0] : null);
        if (row is null) db.PostMedia.Add(row = new PostMedia { PostId = post.Id, Identity = source.Identity, Position = media.Count == 0 ? 0 : media.Max(other => other.Position) + 1, IsCurrent = true, Kind = source.Kind });
        if (row.Gap is { } gap) await MediaGaps.CloseAsync(new CoverageGaps(db, post.ChannelId), post, row, gap, now, cancellationToken);
        (row.Gap, row.MediaSourceId) = (null, source.Id);
        await StageRuns.PlanAsync(db, SubjectKind.MediaSource, source.Id, StageKind.Download, "channel:" + post.ChannelId.ToString(CultureInfo.InvariantCulture), string.Join(',', StageFacts.Optional), now, cancellationToken);
        await StageRuns.IndexAgainAsync(db, [post], now, cancellationToken);
        return post;
    }

    private static MediaKind Family(MediaKind kind) => kind switch { MediaKind.RoundVideo => MediaKind.Video, MediaKind.Voice => MediaKind.Audio, _ => kind };

    /// <summary>A post of its own; another file of the same address is added to it as a new version.</summary>
    private async Task<Post> PostAsync(MonitorDbContext db, Post? known, MediaSource source, ImportFacts facts, ManualImport import, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var channel = known?.Channel ?? await ImportChannels.OfAsync(db, facts.Outlet, now, cancellationToken);
        var before = known is null ? [] : await db.PostMedia.Where(row => row.PostId == known.Id && row.IsCurrent && row.MediaSourceId != null).OrderBy(row => row.Position).Select(row => new { row.Kind, row.Source!.Url }).ToListAsync(cancellationToken);
        var last = known is null ? null : await LatestVersions.Of(db, [known.Id]).FirstOrDefaultAsync(cancellationToken);
        var nativeId = known?.NativeId ?? facts.SourceUrl ?? "sha256:" + import.ContentHash;
        var read = new ReadPost(nativeId.Length > 512 ? "sha256:" + ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(nativeId)).Hex : nativeId)
        {
            Url = facts.SourceUrl ?? known?.Url,
            Title = facts.Title ?? last?.Title,
            Text = facts.Text ?? last?.Text,
            Html = facts.Text is { } text ? System.Net.WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal) : last?.Html,
            PublishedAt = facts.PublishedAt ?? known?.PublishedAt,
            PublishedPrecision = facts.PublishedAt is null ? known?.PublishedPrecision ?? DatePrecision.Unknown : facts.PublishedPrecision,
            Media = [.. before.Select(media => new ReadMedia(media.Kind, media.Url)), new ReadMedia(source.Kind, source.Url)],
        };
        await record.RunAsync(db, channel, [read], new PostOrigin(0, import.Id), cancellationToken);
        return await db.Posts.FirstAsync(post => post.ChannelId == channel.Id && post.NativeId == read.NativeId, cancellationToken);
    }
}
