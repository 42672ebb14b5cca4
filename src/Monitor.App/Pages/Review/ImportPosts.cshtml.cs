using Microsoft.AspNetCore.Mvc;
using Monitor.App.Jobs;
using Monitor.Core.Channels;
using Monitor.Core.Channels.Import;
using Monitor.Core.Posts;

namespace Monitor.App.Pages.Review;

/// <summary>Brings in by hand what no channel was read for: one link, or a file; a file may also fill the gap of a post.</summary>
[RequestSizeLimit(MaxUpload), RequestFormLimits(MultipartBodyLengthLimit = MaxUpload)]
public sealed class ImportPostsModel(ImportFiles files, ImportLink link, Doorbell bell) : EditPage
{
    /// <summary>Largest upload, in bytes; what is larger is brought in by the command.</summary>
    public const long MaxUpload = 1L << 30;

    [BindProperty] public string? SourceUrl { get; set; }

    [BindProperty] public string? Published { get; set; }

    [BindProperty] public string? ObtainedFrom { get; set; }

    [BindProperty] public string? PostTitle { get; set; }

    [BindProperty] public Outlet Outlet { get; set; } = Outlet.ProGovernment;

    /// <summary>Number of the post whose gap the file fills; null for a post of its own.</summary>
    [BindProperty(SupportsGet = true)] public string? Attach { get; set; }

    /// <summary>What was refused, in words.</summary>
    public string? Detail { get; private set; }

    public void OnGet()
    {
    }

    public Task<IActionResult> OnPostLinkAsync(CancellationToken cancellationToken) => ImportAsync(() => link.RunAsync(Actor, Facts(), cancellationToken));

    public Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancellationToken) => ImportAsync(() => file is null
        ? throw new ImportRefusedException(ImportRefusal.FileMissing, "No file was chosen.")
        : files.RunAsync(Actor, new ImportedFile(file.FileName, file.OpenReadStream), Facts() with { AttachTo = Attach }, cancellationToken));

    private ImportFacts Facts() => new() { SourceUrl = SourceUrl, PublishedAt = ImportSheet.Instant(Published), PublishedPrecision = ImportSheet.PrecisionOf(Published), ObtainedFrom = ObtainedFrom, Title = PostTitle, Outlet = Outlet };

    private async Task<IActionResult> ImportAsync(Func<Task<ImportedPost>> import)
    {
        try
        {
            var done = await import();
            bell.Nudge();
            return LocalRedirect("/posts/" + Post.NumberOf(done.PostId));
        }
        catch (ImportRefusedException refusal)
        {
            (Problem, Detail) = ("ImportRefusal_" + refusal.Refusal, refusal.Message);
            return Page();
        }
    }
}
