using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Html;
using Monitor.Core.Database;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Core.Recognition;
using Monitor.Core.Reposts;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Archive;

/// <summary>A post as its page shows it.</summary>
public sealed record PostView(string Number, string ChannelTitle, Outlet Outlet, string? Url, DateTimeOffset PublishedAt, DatePrecision PublishedPrecision, DateTimeOffset FirstSeenAt, long? Views,
    IReadOnlyList<PostVersion> Versions, IReadOnlyList<MediaView> Media)
{
    public long Id { get; private init; }

    public long ChannelId { get; private init; }

    /// <summary>Tags in the text of the post.</summary>
    public IReadOnlyList<PersonTag> Tags { get; private init; } = [];

    /// <summary>Acts that the post, or a tag on it, is evidence of.</summary>
    public IReadOnlyList<Act> Acts { get; private init; } = [];

    /// <summary>Since when its source no longer shows it; null while it does.</summary>
    public DateTimeOffset? TakenDownAt { get; private init; }

    /// <summary>That it was found gone, or back, in order.</summary>
    public IReadOnlyList<PostPresence> Presences { get; private init; } = [];

    /// <summary>What people said when they brought it, or a file of it, in by hand.</summary>
    public IReadOnlyList<ManualImport> Imports { get; private init; } = [];

    /// <summary>Exchanges behind this page that were sent on from https to http.</summary>
    public IReadOnlyList<long> Unencrypted { get; private init; } = [];

    public ReviewState Review { get; private init; }

    public PostKind? Decision { get; private init; }

    /// <summary>Records on this page that are not everybody's.</summary>
    public IEnumerable<(string Kind, long Id)> Restricted =>
        Tags.Concat(Media.SelectMany(media => media.Tags)).Where(tag => tag.NeededClearance > 0).Select(tag => ("tag", tag.Id))
            .Concat(Acts.Where(act => act.NeededClearance > 0).Select(act => ("act", act.Id)));

    /// <summary>The latest version; null where the post could not be read whole.</summary>
    public PostVersion? Current => Versions.Count > 0 ? Versions[^1] : null;

    /// <summary>The text with its links, sanitised again by today's rules.</summary>
    public string CleanHtml { get; private init; } = "";

    /// <summary>Null where there is no such post.</summary>
    public static async Task<PostView?> LoadAsync(MonitorDbContext db, long id, Viewer viewer, CancellationToken cancellationToken)
    {
        var post = await db.Posts.AsNoTracking().Include(row => row.Channel).FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (post is null) return null;
        var versions = await db.PostVersions.AsNoTracking().Where(row => row.PostId == id).OrderBy(row => row.Ordinal).ToListAsync(cancellationToken);
        var views = await db.PostObservations.Where(row => row.PostId == id).OrderByDescending(row => row.Day).Select(row => (long?)row.Views).FirstOrDefaultAsync(cancellationToken);
        var media = await LoadMediaAsync(db, id, viewer, cancellationToken);
        var tags = await db.PersonTags.VisibleTo(viewer).AsNoTracking().Include(tag => tag.Person).ThenInclude(person => person!.Names).Where(tag => tag.PostId == id).OrderBy(tag => tag.Id).ToListAsync(cancellationToken);
        var tagged = tags.Concat(media.SelectMany(shown => shown.Tags)).Select(tag => tag.Id).ToList();
        var shown = await db.ActEvidence.Where(row => row.PostId == id).Select(row => row.ActId).Union(db.ActEvidence.Where(row => row.TagId != null && tagged.Contains(row.TagId.Value)).Select(row => row.ActId)).ToListAsync(cancellationToken);
        var acts = await db.Acts.VisibleTo(viewer).AsNoTracking().Include(act => act.Person).ThenInclude(person => person!.Names).Where(act => shown.Contains(act.Id)).OrderBy(act => act.When).ThenBy(act => act.Id).ToListAsync(cancellationToken);
        var review = await db.PostReviews.AsNoTracking().FirstOrDefaultAsync(row => row.PostId == id, cancellationToken);
        return new PostView(post.Number, post.Channel!.Title, post.Channel.Outlet, post.Url, post.PublishedAt, post.PublishedPrecision, post.FirstSeenAt, views, versions, media)
        {
            Id = id,
            ChannelId = post.ChannelId,
            Tags = tags,
            Acts = acts,
            Review = review?.State ?? ReviewState.Unreviewed,
            Decision = review?.Decision,
            TakenDownAt = post.TakenDownAt,
            Presences = await db.PostPresences.AsNoTracking().Where(row => row.PostId == id).OrderBy(row => row.Id).ToListAsync(cancellationToken),
            Unencrypted = await LoadUnencryptedAsync(db, versions, media, cancellationToken),
            Imports = await LoadImportsAsync(db, versions, media, cancellationToken),
            CleanHtml = Clean(versions.LastOrDefault()),
        };
    }

    private static async Task<IReadOnlyList<long>> LoadUnencryptedAsync(MonitorDbContext db, List<PostVersion> versions, IReadOnlyList<MediaView> media, CancellationToken cancellationToken)
    {
        var ids = versions.Select(version => version.ExchangeId).Concat(media.Select(shown => shown.Row.Source?.Item?.ExchangeId ?? 0)).Where(exchange => exchange > 0).Distinct().ToList();
        return [.. (await db.Exchanges.AsNoTracking().Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(cancellationToken)).Where(exchange => exchange.LostEncryption).Select(exchange => exchange.Id)];
    }

    private static async Task<IReadOnlyList<ManualImport>> LoadImportsAsync(MonitorDbContext db, List<PostVersion> versions, IReadOnlyList<MediaView> media, CancellationToken cancellationToken)
    {
        var hashes = media.Where(shown => shown.IsImported).Select(shown => shown.ContentHash).ToList();
        var ids = versions.Select(version => version.ImportId).OfType<long>().ToList();
        return await db.ManualImports.AsNoTracking().Where(row => ids.Contains(row.Id) || (row.ContentHash != null && hashes.Contains(row.ContentHash))).OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }

    private static string Clean(PostVersion? version)
    {
        if (version is null) return "";
        var html = version.Html.Length > 0 ? version.Html : System.Net.WebUtility.HtmlEncode(version.Text).Replace("\n", "<br>", StringComparison.Ordinal);
        return html.Length <= HtmlCleaner.MaxCharacters ? HtmlCleaner.Clean(html, new Uri("https://localhost/")) : System.Net.WebUtility.HtmlEncode(version.Text);
    }

    private static async Task<IReadOnlyList<MediaView>> LoadMediaAsync(MonitorDbContext db, long postId, Viewer viewer, CancellationToken cancellationToken)
    {
        var rows = await db.PostMedia.AsNoTracking().Include(row => row.Source).ThenInclude(source => source!.Item).Where(row => row.PostId == postId && row.IsCurrent).OrderBy(row => row.Position).ToListAsync(cancellationToken);
        var items = rows.Select(row => row.Source?.MediaItemId).OfType<long>().ToList();
        var sources = rows.Select(row => row.MediaSourceId).OfType<long>().ToList();
        var stills = await db.Keyframes.AsNoTracking().Where(still => items.Contains(still.MediaItemId)).OrderBy(still => still.Frame).ToListAsync(cancellationToken);
        var captions = await db.Captions.AsNoTracking().Where(caption => items.Contains(caption.MediaItemId)).OrderBy(caption => caption.StartMs).ToListAsync(cancellationToken);
        var work = await db.StageRuns.AsNoTracking().Where(run => run.State != StageState.Done && run.Reason != OutcomeReason.NotInPipeline
            && ((run.SubjectKind == SubjectKind.MediaItem && items.Contains(run.SubjectId)) || (run.SubjectKind == SubjectKind.MediaSource && sources.Contains(run.SubjectId)))).ToListAsync(cancellationToken);
        // What an older version could not do says nothing of this one, whose row is there.
        work.RemoveAll(run => run.StageVersion < StageFacts.Version(run.Stage));
        var tags = await db.PersonTags.VisibleTo(viewer).AsNoTracking().Include(tag => tag.Person).ThenInclude(person => person!.Names).Where(tag => tag.MediaItemId != null && items.Contains(tag.MediaItemId.Value)).OrderBy(tag => tag.FromMs).ThenBy(tag => tag.Id).ToListAsync(cancellationToken);
        var transcripts = await LatestTranscripts.Of(db, items).AsNoTracking().Include(row => row.Lines.OrderBy(line => line.StartMs)).OrderBy(row => row.IsTranslation).ThenBy(row => row.Language).ToListAsync(cancellationToken);
        var published = await CountCopies.RunAsync(db, items, cancellationToken);
        return [.. rows.Select(row => new MediaView(row,
            [.. stills.Where(still => still.MediaItemId == row.Source?.MediaItemId)],
            [.. captions.Where(caption => caption.MediaItemId == row.Source?.MediaItemId)],
            [.. work.Where(run => run.SubjectId == (run.SubjectKind == SubjectKind.MediaItem ? row.Source?.MediaItemId : row.MediaSourceId))])
        {
            SameClipPosts = row.Source?.MediaItemId is { } item ? published[item] : 1,
            Tags = [.. tags.Where(tag => tag.MediaItemId == row.Source?.MediaItemId)],
            Transcripts = [.. transcripts.Where(text => text.MediaItemId == row.Source?.MediaItemId)],
        })];
    }
}
