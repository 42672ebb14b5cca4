using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Channels.Telegram;
using Monitor.Core.Database;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;
using Monitor.Core.Media;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Import;

/// <summary>Brings one link in by hand: a post of a Telegram channel, a page that shows a video, or a file. Fetched through the door, kept like any other exchange, and marked as a person's.</summary>
public sealed class ImportLink(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, IEnumerable<IChannelReader> readers, ReaderDoor door, RecordPosts record, TimeProvider clock)
{
    private const string Job = "import";

    /// <summary>Throws <see cref="ImportRefusedException"/>; what was fetched before is kept.</summary>
    public async Task<ImportedPost> RunAsync(Actor actor, ImportFacts facts, CancellationToken cancellationToken)
    {
        var known = ImportChecks.Check(facts);
        if (known.SourceUrl is null) throw new ImportRefusedException(ImportRefusal.UrlNotUnderstood, "Give the address of a post, a page or a file.");
        var channel = await gate.WriteAsync(db => ImportChannels.OfAsync(db, known.Outlet, clock.GetUtcNow(), cancellationToken), cancellationToken);
        try
        {
            return PreviewAddress.PostOf(known.SourceUrl) is { } post ? await TelegramAsync(actor, known, post, channel, cancellationToken) : await PageAsync(actor, known, channel, cancellationToken);
        }
        catch (FetchRefusedException refusal)
        {
            await gate.KeepAsync(refusal, cancellationToken);
            throw new ImportRefusedException(ImportRefusal.NotReached, $"{refusal.Refusal}: {refusal.Message}", refusal);
        }
    }

    /// <summary>A post of a channel that is watched goes to that channel, under its own id.</summary>
    private async Task<ImportedPost> TelegramAsync(Actor actor, ImportFacts facts, (string Channel, string NativeId) link, Channel imports, CancellationToken cancellationToken)
    {
        var page = new Uri(PreviewAddress.Of(link.Channel));
        var watched = await WatchedAsync(page, cancellationToken);
        var reader = readers.First(candidate => candidate.Kind == ChannelKind.Telegram);
        var asked = Asked(watched ?? imports, page);
        var reading = await reader.ReadAsync(asked, reader.PageShowing(asked, link.NativeId)!, conditional: false, Job, cancellationToken);
        var found = reading.Posts.FirstOrDefault(post => post.NativeId == link.NativeId || post.Aliases.Contains(link.NativeId));
        if (found is not null && watched is null) found = found with { NativeId = $"t.me/{link.Channel}/{found.NativeId}", Aliases = [] };
        return await RecordAsync(actor, facts, (watched ?? imports).Id, reading.Answer, found, reading.Refusal?.Message ?? "The channel's preview does not show this post.", cancellationToken);
    }

    /// <summary>Each import goes out on a circuit of its own: one for all of them would join what people bring in.</summary>
    private static Channel Asked(Channel channel, Uri url) => new() { Id = channel.Id, Url = url.AbsoluteUri, Egress = channel.Egress, OnceCircuit = CircuitNames.Once("import") };

    private async Task<Channel?> WatchedAsync(Uri page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await db.Channels.AsNoTracking().Where(channel => channel.Kind == ChannelKind.Telegram).ToListAsync(cancellationToken)).Find(channel => string.Equals(channel.Url, page.AbsoluteUri, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A first look at the headers says whether it is a page, which is read, or a file, which the downloads fetch.</summary>
    private async Task<ImportedPost> PageAsync(Actor actor, ImportFacts facts, Channel imports, CancellationToken cancellationToken)
    {
        var url = new Uri(facts.SourceUrl!);
        var nativeId = facts.SourceUrl!.Length > 512 ? "sha256:" + ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(facts.SourceUrl)).Hex : facts.SourceUrl;
        var asked = Asked(imports, url);
        var (look, _) = await door.LookAsync(asked, url, withBody: false, Job, cancellationToken);
        if (look.IsSuccess && FileKind(look.Header("Content-Type")) is { } kind)
            return await RecordAsync(actor, facts, imports.Id, look, new ReadPost(nativeId) { Url = facts.SourceUrl, Media = [new ReadMedia(kind, facts.SourceUrl)] }, "", cancellationToken);
        await gate.WriteAsync(db => db.KeepAsync(look, cancellationToken), cancellationToken);
        var reading = await door.ReadAsync(asked, url, FetchKind.Page, conditional: false, Job, source => new ChannelReading(null!, [LinkPageParser.Parse(SourceText.Decode(source.Bytes, source.ContentType), nativeId, url)]), cancellationToken);
        return await RecordAsync(actor, facts, imports.Id, reading.Answer, reading.Posts.Count == 0 ? null : reading.Posts[0], reading.Refusal?.Message ?? $"The server answered HTTP {reading.Answer.Status}.", cancellationToken);
    }

    private Task<ImportedPost> RecordAsync(Actor actor, ImportFacts facts, long channelId, FetchResult answer, ReadPost? found, string problem, CancellationToken cancellationToken) => RefuseAfter(gate.WriteAsync(actor, async db =>
    {
        var now = clock.GetUtcNow();
        await db.KeepAsync(answer, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (found is null) return null;
        var import = ImportChecks.RowOf(facts, actor, now);
        db.ManualImports.Add(import);
        await db.SaveChangesAsync(cancellationToken);
        var channel = await db.Channels.FirstAsync(row => row.Id == channelId, cancellationToken);
        var read = found with { Title = facts.Title ?? found.Title, PublishedAt = facts.PublishedAt ?? found.PublishedAt, PublishedPrecision = facts.PublishedAt is null ? found.PublishedPrecision : facts.PublishedPrecision };
        var recorded = await record.RunAsync(db, channel, [read], new PostOrigin(answer.Exchange.Id, import.Id), cancellationToken);
        var post = await db.Posts.FirstAsync(row => row.ChannelId == channelId && (row.NativeId == read.NativeId || db.PostAliases.Any(alias => alias.PostId == row.Id && alias.NativeId == read.NativeId)), cancellationToken);
        await AuditChain.AppendAsync(db, actor, AuditAction.Imported, "post", post.Id.ToString(CultureInfo.InvariantCulture), "link", now, cancellationToken);
        return new ImportedPost(post.Id, recorded.Posts + recorded.Versions > 0);
    }, cancellationToken), problem);

    private static async Task<ImportedPost> RefuseAfter(Task<ImportedPost?> written, string problem) =>
        await written ?? throw new ImportRefusedException(ImportRefusal.PostNotShown, problem);

    private static MediaKind? FileKind(string? contentType) => contentType?.Split('/')[0].Trim().ToLowerInvariant() switch
    {
        "video" => MediaKind.Video,
        "audio" => MediaKind.Audio,
        "image" => MediaKind.Photo,
        _ => contentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true ? MediaKind.Video : null,
    };
}
