using System.Text;
using Microsoft.AspNetCore.Mvc;
using Monitor.App.Accounts;
using Monitor.Core.People;

namespace Monitor.App.Pages.Review;

/// <summary>Imports persons from a CSV file: first it is shown what would be done, and whom new persons may be; then it is done.</summary>
[RequestSizeLimit(MaxUpload), RequestFormLimits(ValueLengthLimit = MaxUpload)]
public sealed class ImportPeopleModel(ImportPeople import, PreviewImport preview, RestrictedReads reads) : EditPage
{
    public const int MaxUpload = 4 << 20, MaxFile = 1 << 20;

    /// <summary>The file's text, carried from the look to the deed.</summary>
    public string? Text { get; private set; }

    public ImportPreview? Preview { get; private set; }

    public ImportedPeople? Done { get; private set; }

    /// <summary>What the file's reader says against it.</summary>
    public string? FileProblem { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null or { Length: 0 }) Problem = "FileNeeded";
        else if (file.Length > MaxFile) Problem = "FileTooLarge";
        else
        {
            using var reader = new StreamReader(file.OpenReadStream(), new UTF8Encoding(false));
            await LookAsync(await reader.ReadToEndAsync(cancellationToken), cancellationToken);
        }

        return Page();
    }

    /// <param name="take">Ids of the file whose persons are new although somebody is like them.</param>
    public async Task<IActionResult> OnPostDoAsync(string? text, string[] take, CancellationToken cancellationToken)
    {
        await LookAsync(text ?? "", cancellationToken);
        if (Preview is null) return Page();
        var skipped = Preview.Near.Select(near => near.Id).Except(take, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        Done = await import.RunAsync(Actor, Viewer, Preview.File with { Rows = [.. Preview.File.Rows.Where(row => !skipped.Contains(row.Id))] }, cancellationToken);
        return Page();
    }

    private async Task LookAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
            (Text, Preview) = (text, await preview.RunAsync(PeopleFile.Parse(bytes), Viewer, cancellationToken));
            await reads.NotePersonsAsync(User, Preview.Near.Select(near => near.PersonId), cancellationToken);
        }
        catch (PeopleFileException refusal)
        {
            FileProblem = refusal.Message;
        }
    }
}
