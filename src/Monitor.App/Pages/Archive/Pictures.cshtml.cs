using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Keyframes;
using Monitor.Core.Media;
using Monitor.Core.Pipelines;
using Monitor.Core.Reposts;

namespace Monitor.App.Pages.Archive;

/// <summary>Finds a picture in the archive: one that is brought, which is kept nowhere, or a still of the archive.</summary>
[RequestSizeLimit(MaxUpload), RequestFormLimits(MultipartBodyLengthLimit = MaxUpload, MemoryBufferThreshold = MaxUpload)]
public sealed class PicturesModel(IDbContextFactory<MonitorDbContext> contexts, HashPicture hash, FindPictures find) : PageModel
{
    /// <summary>Above the largest picture, so that one a little larger is refused in words. All of it stays in memory: the framework would put it into a file of its own.</summary>
    public const int MaxUpload = 16 << 20;

    /// <summary>The still that is looked for; null of a picture that was brought.</summary>
    public Keyframe? Still { get; private set; }

    public IReadOnlyList<FoundPicture>? Found { get; private set; }

    public int Quality { get; private set; }

    /// <summary>True where there is too little in the picture to tell others apart by.</summary>
    public bool TellsLittle => Found is not null && Quality < HashedFrame.LeastQuality;

    /// <summary>Key of the text that says why nothing was looked for.</summary>
    public string? Problem { get; private set; }

    /// <summary>What the decoders say against the picture.</summary>
    public OutcomeReason? Refusal { get; private set; }

    public async Task<IActionResult> OnGetAsync(long? still, CancellationToken cancellationToken)
    {
        if (still is null) return Page();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        Still = await db.Keyframes.AsNoTracking().FirstOrDefaultAsync(row => row.Id == still, cancellationToken);
        if (Still is null) return NotFound();
        (Quality, Found) = (Still.Quality, await find.OfStillAsync(Still, cancellationToken));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null or { Length: 0 }) Problem = "FileNeeded";
        else if (file.Length > HashPicture.MaxBytes) Problem = "PictureTooLarge";
        else
        {
            try
            {
                await using var picture = file.OpenReadStream();
                (var hashed, Quality) = await hash.RunAsync(picture, cancellationToken);
                Found = await find.RunAsync(hashed, null, cancellationToken);
            }
            catch (DecodeException refusal)
            {
                (Problem, Refusal) = ("PictureRefused", refusal.Reason);
            }
        }

        return Page();
    }
}
