using Microsoft.EntityFrameworkCore;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Html;
using Monitor.Core.Database;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Core.Recognition;

namespace Monitor.App.Pages.Archive;

/// <summary>A post as its page shows it.</summary>
public sealed record PostView(string Number, string ChannelTitle, Outlet Outlet, string? Url, DateTimeOffset PublishedAt, DateTimeOffset FirstSeenAt, long? Views,
    IReadOnlyList<PostVersion> Versions, IReadOnlyList<MediaView> Media)
{
    /// <summary>The latest version; null where the post could not be read whole.</summary>
    public PostVersion? Current => Versions.Count > 0 ? Versions[^1] : null;

    /// <summary>The text with its links, sanitised again by today's rules.</summary>
    public string CleanHtml { get; private init; } = "";

    /// <summary>Null where there is no such post.</summary>
    public static async Task<PostView?> LoadAsync(MonitorDbContext db, long id, CancellationToken cancellationToken)
    {
        var post = await db.Posts.AsNoTracking().Include(row => row.Channel).FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (post is null) return null;
        var versions = await db.PostVersions.AsNoTracking().Where(row => row.PostId == id).OrderBy(row => row.Ordinal).ToListAsync(cancellationToken);
        var views = await db.PostObservations.Where(row => row.PostId == id).OrderByDescending(row => row.Day).Select(row => (long?)row.Views).FirstOrDefaultAsync(cancellationToken);
        return new PostView(post.Number, post.Channel!.Title, post.Channel.Outlet, post.Url, post.PublishedAt, post.FirstSeenAt, views, versions, await LoadMediaAsync(db, id, cancellationToken))
        {
            CleanHtml = Clean(versions.LastOrDefault()),
        };
    }

    private static string Clean(PostVersion? version)
    {
        if (version is null) return "";
        var html = version.Html.Length > 0 ? version.Html : System.Net.WebUtility.HtmlEncode(version.Text).Replace("\n", "<br>", StringComparison.Ordinal);
        return html.Length <= HtmlCleaner.MaxCharacters ? HtmlCleaner.Clean(html, new Uri("https://localhost/")) : System.Net.WebUtility.HtmlEncode(version.Text);
    }

    private static async Task<IReadOnlyList<MediaView>> LoadMediaAsync(MonitorDbContext db, long postId, CancellationToken cancellationToken)
    {
        var rows = await db.PostMedia.AsNoTracking().Include(row => row.Source).ThenInclude(source => source!.Item).Where(row => row.PostId == postId && row.IsCurrent).OrderBy(row => row.Position).ToListAsync(cancellationToken);
        var items = rows.Select(row => row.Source?.MediaItemId).OfType<long>().ToList();
        var sources = rows.Select(row => row.MediaSourceId).OfType<long>().ToList();
        var stills = await db.Keyframes.AsNoTracking().Where(still => items.Contains(still.MediaItemId)).OrderBy(still => still.Frame).ToListAsync(cancellationToken);
        var captions = await db.Captions.AsNoTracking().Where(caption => items.Contains(caption.MediaItemId)).OrderBy(caption => caption.StartMs).ToListAsync(cancellationToken);
        var work = await db.StageRuns.AsNoTracking().Where(run => run.State != StageState.Done && run.Reason != OutcomeReason.NotInPipeline
            && ((run.SubjectKind == SubjectKind.MediaItem && items.Contains(run.SubjectId)) || (run.SubjectKind == SubjectKind.MediaSource && sources.Contains(run.SubjectId)))).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new MediaView(row,
            [.. stills.Where(still => still.MediaItemId == row.Source?.MediaItemId)],
            [.. captions.Where(caption => caption.MediaItemId == row.Source?.MediaItemId)],
            [.. work.Where(run => run.SubjectId == (run.SubjectKind == SubjectKind.MediaItem ? row.Source?.MediaItemId : row.MediaSourceId))]))];
    }
}

/// <summary>An attachment as the page shows it.</summary>
/// <param name="Waiting">Work on it that has not ended well yet.</param>
public sealed record MediaView(PostMedia Row, IReadOnlyList<Keyframe> Stills, IReadOnlyList<Caption> Captions, IReadOnlyList<StageRun> Waiting)
{
    public int Position => Row.Position;

    public MediaKind Kind => Row.Kind;

    public MediaGap? Gap => Row.Gap;

    public long? ItemId => Row.Source?.MediaItemId;

    public long? DurationMs => Row.Source?.Item?.Shape == MediaShape.Picture ? null : Row.Source?.Item?.DurationMs ?? Row.ClaimedDurationMs;

    public long? Length => Row.Source?.Item?.Length;

    public string? ContentHash => Row.Source?.Item?.ContentHash;

    public bool HasViewingCopy => Row.Source?.Item?.ViewingCopyHash is not null;

    /// <summary>False for pictures, which the stills show already.</summary>
    public bool IsPlayable => Row.Source?.Item?.Shape is MediaShape.Video or MediaShape.Audio;
}
