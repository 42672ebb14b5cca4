using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;
using Monitor.Core.Posts;
using Monitor.Core.Recognition.Speech;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Review;

/// <summary>What is said in a media item, by language: typed, or read from a subtitle file.</summary>
[RequestSizeLimit(MaxUpload)]
public sealed class TranscriptsModel(IDbContextFactory<MonitorDbContext> contexts, EditTranscripts transcripts, AccountNames accountNames, TranscriptDrafts drafts, AskMachine machine) : EditPage
{
    public const int MaxUpload = 4 << 20;

    public long MediaItemId { get; private set; }

    /// <summary>Every version, newest first.</summary>
    public IReadOnlyList<Transcript> Versions { get; private set; } = [];

    public IReadOnlyList<string> Posts { get; private set; } = [];

    public string Chosen { get; private set; } = "ru";

    public bool IsTranslation { get; private set; }

    /// <summary>What is in the field.</summary>
    public string Text { get; private set; } = "";

    public int Seen { get; private set; }

    /// <summary>When the draft that is in the field was kept; null where it is none.</summary>
    public DateTimeOffset? DraftOf { get; private set; }

    /// <summary>True where a version was saved since the draft was begun.</summary>
    public bool IsDraftOfOlder { get; private set; }

    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public async Task<IActionResult> OnGetAsync(long id, string? language, int? version, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, language, cancellationToken)) return NotFound();
        var latest = Versions.FirstOrDefault(row => row.Language == Chosen);
        var shown = version is null ? latest : Versions.FirstOrDefault(row => row.Language == Chosen && row.Version == version);
        (Text, Seen, IsTranslation) = (SubtitleParser.Write(shown?.Lines.OrderBy(line => line.StartMs) ?? Enumerable.Empty<TranscriptLine>()), latest?.Version ?? 0, shown?.IsTranslation ?? false);
        if (version is null && await drafts.FindAsync(Actor.Id, id, Chosen, cancellationToken) is { } draft)
        {
            IsDraftOfOlder = draft.Seen != Seen;
            (Text, IsTranslation, DraftOf) = (draft.Text, draft.IsTranslation, draft.SavedAt);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, string? language, bool translation, int seen, string? text, IFormFile? file, CancellationToken cancellationToken)
    {
        return await WriteAsync(async () =>
        {
            var typed = file is { Length: > 0 } ? await ReadAsync(file, cancellationToken) : text;
            await transcripts.SaveAsync(Actor, id, language, translation, seen, SubtitleParser.Parse(typed), null, cancellationToken);
            await drafts.ForgetAsync(Actor.Id, id, language!, cancellationToken);
            return LocalRedirect($"/media/{id}/transcripts?language={language}");
        }, async () =>
        {
            if (!await LoadAsync(id, language, cancellationToken)) return NotFound();
            (Text, Seen, IsTranslation) = (text ?? "", Versions.Where(row => row.Language == Chosen).Select(row => row.Version).FirstOrDefault(), translation);
            return Page();
        });
    }

    /// <summary>Keeps what was typed for its writer alone, as it stands: nothing of it is read.</summary>
    public async Task<IActionResult> OnPostDraftAsync(long id, string? language, bool translation, int seen, string? text, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, language, cancellationToken)) return NotFound();
        if (ModelState.IsValid && await drafts.KeepAsync(new TranscriptDraft { AccountId = Actor.Id, MediaItemId = id, Language = Chosen, IsTranslation = translation, Seen = seen, Text = text ?? "" }, cancellationToken))
            return LocalRedirect($"/media/{id}/transcripts?language={Chosen}");
        (Text, Seen, IsTranslation, Problem) = (text ?? "", seen, translation, ModelState.IsValid ? "DraftsTooMany" : "FormNotUnderstood");
        return Page();
    }

    public async Task<IActionResult> OnPostForgetAsync(long id, string? language, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, language, cancellationToken)) return NotFound();
        await drafts.ForgetAsync(Actor.Id, id, Chosen, cancellationToken);
        return LocalRedirect($"/media/{id}/transcripts?language={Chosen}");
    }

    /// <summary>True where an administrator has set up a recogniser.</summary>
    public bool HasMachine => machine.IsSetUp;

    /// <summary>Work of the machine on this item, and how it ended.</summary>
    public StageRun? MachineWork { get; private set; }

    public async Task<IActionResult> OnPostMachineAsync(long id, CancellationToken cancellationToken)
    {
        if (!HasMachine) return NotFound();
        await machine.RunAsync(id, cancellationToken);
        return LocalRedirect($"/media/{id}/transcripts");
    }

    private async Task<bool> LoadAsync(long id, string? language, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.MediaItems.AnyAsync(item => item.Id == id, cancellationToken)) return false;
        MediaItemId = id;
        Versions = await db.Transcripts.AsNoTracking().Include(row => row.Lines).Where(row => row.MediaItemId == id).OrderByDescending(row => row.Version).ToListAsync(cancellationToken);
        Posts = [.. (await Carriers.Of(db, [id]).Select(row => row.PostId).ToListAsync(cancellationToken)).Order().Select(Post.NumberOf)];
        Chosen = language is not null && EditTranscripts.Languages.Contains(language) ? language : Versions.Select(row => row.Language).FirstOrDefault("ru");
        MachineWork = await db.StageRuns.AsNoTracking().FirstOrDefaultAsync(row => row.SubjectKind == SubjectKind.MediaItem && row.SubjectId == id && row.Stage == StageKind.TranscribeSpeech, cancellationToken);
        Names = await accountNames.ReadAsync(cancellationToken);
        return true;
    }

    private static async Task<string> ReadAsync(IFormFile file, CancellationToken cancellationToken)
    {
        EditRefusedException.ThrowIf(file.Length > MaxUpload, EditRefusal.TextTooLong);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.ToArray());
        }
        catch (DecoderFallbackException)
        {
            throw new EditRefusedException(EditRefusal.FileNotUnderstood);
        }
    }
}
