using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Pages.Archive;
using Monitor.Core.Database;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Reposts;

namespace Monitor.App.Api;

/// <summary>The picture search of the API. A picture comes as the body itself, by its own content type: no form of another site can send that, so it needs no field against forgery.</summary>
internal static class ApiPictures
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/pictures", StillAsync).WithName("picturesOfStill").WithSummary("Find a still of the archive in other clips and pictures.").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        api.MapPost("/pictures", PictureAsync).WithName("pictures").WithSummary("Find a picture in the archive: a JPEG, PNG, WebP or GIF of at most 10 MB. It is decoded in the sandbox and kept nowhere.")
            .Accepts<Stream>("image/jpeg", "image/png", "image/webp", "image/gif").WithMetadata(new RequestSizeLimitAttribute(PicturesModel.MaxUpload)).ProducesProblem(401).ProducesProblem(403).ProducesProblem(413).ProducesProblem(422).ProducesProblem(503);
    }

    /// <param name="still">Id of the still, as in an answer.</param>
    private static async Task<Results<Ok<PictureAnswer>, ProblemHttpResult>> StillAsync(long still, IDbContextFactory<MonitorDbContext> contexts, FindPictures find, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Keyframes.AsNoTracking().FirstOrDefaultAsync(row => row.Id == still, cancellationToken) is { } known
            ? TypedResults.Ok(PictureAnswer.Of(known.Quality, await find.OfStillAsync(known, cancellationToken)))
            : TypedResults.Problem(title: "There is no such still.", statusCode: 404);
    }

    private static async Task<Results<Ok<PictureAnswer>, ProblemHttpResult>> PictureAsync(Stream picture, HttpRequest request, HashPicture hash, FindPictures find, CancellationToken cancellationToken)
    {
        if (request.ContentLength > HashPicture.MaxBytes) return TooLarge();
        try
        {
            var (hashed, quality) = await hash.RunAsync(picture, cancellationToken);
            return TypedResults.Ok(PictureAnswer.Of(quality, await find.RunAsync(hashed, null, cancellationToken)));
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
        catch (DecodeException refusal)
        {
            return TypedResults.Problem(title: "The picture is not searched.", detail: refusal.Reason.ToString(), statusCode: refusal.Reason == OutcomeReason.SandboxUnavailable ? 503 : 422);
        }
    }

    private static ProblemHttpResult TooLarge() => TypedResults.Problem(title: "The picture is larger than 10 MB.", statusCode: 413);
}
