using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Database;
using Monitor.Core.Media;

namespace Monitor.App.Pages;

/// <summary>Stills and copies as files. Only what our own decoders wrote is shown; the adversary's bytes leave as a download, in a sandbox.</summary>
internal static class MediaFiles
{
    public static void MapMediaFiles(this WebApplication app)
    {
        app.MapLanguageChoice();
        var files = app.MapGroup("").RequireAuthorization(Policies.ReadCases).ExcludeFromDescription();
        files.MapGet("/stills/{id:long}/{size}", StillAsync);
        files.MapGet("/captions/{id:long}", CaptionAsync);
        files.MapGet("/media/{id:long}/viewing-copy", ViewingCopyAsync);
        files.MapGet("/media/{id:long}/original", OriginalAsync);
    }

    private static async Task<IResult> StillAsync(long id, string size, HttpContext http, MonitorFiles files, CancellationToken cancellationToken)
    {
        await using var db = await files.OpenAsync(cancellationToken);
        var still = await db.Keyframes.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (still is not null && size != "blurred") await files.NoteAsync(http.User, still.MediaItemId, cancellationToken);
        return (still, size) switch
        {
            (null, _) => TypedResults.NotFound(),
            (_, "blurred") => files.File(still.BlurredHash, "image/jpeg"),
            (_, "small") => files.File(still.SmallHash, "image/jpeg"),
            (_, "full") => files.File(still.FullHash, "image/jpeg"),
            _ => TypedResults.NotFound(),
        };
    }

    /// <summary>Letters on white: what a page says beside it anyway.</summary>
    private static async Task<IResult> CaptionAsync(long id, MonitorFiles files, CancellationToken cancellationToken)
    {
        await using var db = await files.OpenAsync(cancellationToken);
        var caption = await db.Captions.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        return caption?.PictureHash is { } hash ? files.File(hash, "image/png") : TypedResults.NotFound();
    }

    private static async Task<IResult> ViewingCopyAsync(long id, HttpContext http, MonitorFiles files, CancellationToken cancellationToken)
    {
        await using var db = await files.OpenAsync(cancellationToken);
        var item = await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (item is not null) await files.NoteAsync(http.User, id, cancellationToken);
        return item?.ViewingCopyHash is not { } hash ? TypedResults.NotFound() : files.File(hash, item.Shape == MediaShape.Picture ? "image/jpeg" : "video/mp4");
    }

    private static async Task<IResult> OriginalAsync(long id, HttpContext http, MonitorFiles files, CancellationToken cancellationToken)
    {
        await using var db = await files.OpenAsync(cancellationToken);
        var item = await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (item is null) return TypedResults.NotFound();
        await files.NoteAsync(http.User, id, cancellationToken);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return files.File(item.ContentHash, "application/octet-stream", $"original-{id}-{item.ContentHash[..12]}.bin");
    }
}

/// <summary>What the file routes need: the rows, and the bytes.</summary>
public sealed class MonitorFiles(IDbContextFactory<MonitorDbContext> contexts, IMediaStore store, RestrictedReads reads)
{
    /// <summary>Where somebody in the item is restricted, it is noted who asked to see it clear; the reader learns nothing of it.</summary>
    public async Task NoteAsync(ClaimsPrincipal user, long mediaItemId, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        if (await db.PersonTags.AnyAsync(tag => tag.MediaItemId == mediaItemId && (tag.Clearance > 0 || tag.Person!.Clearance > 0), cancellationToken)) await reads.NoteAsync(user, [("media", mediaItemId)], cancellationToken);
    }

    public Task<MonitorDbContext> OpenAsync(CancellationToken cancellationToken) => contexts.CreateDbContextAsync(cancellationToken);

    public IResult File(string hash, string type, string? downloadName = null) =>
        store.Contains(new ContentHash(hash)) ? TypedResults.PhysicalFile(store.LocalPath(new ContentHash(hash)), type, downloadName, enableRangeProcessing: true) : TypedResults.NotFound();
}
