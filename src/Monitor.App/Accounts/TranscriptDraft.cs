using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Monitor.App.Accounts;

/// <summary>A transcript that somebody has not finished. It lies with the accounts, for its writer alone, and is no part of the archive until it is saved as a version.</summary>
[Index(nameof(AccountId), nameof(MediaItemId), nameof(Language), IsUnique = true)]
public sealed class TranscriptDraft
{
    public const int MaxPerAccount = 200;

    public long Id { get; set; }

    [MaxLength(64)] public string AccountId { get; set; } = "";

    public long MediaItemId { get; set; }

    [MaxLength(8)] public string Language { get; set; } = "";

    public bool IsTranslation { get; set; }

    /// <summary>Version that the text began from; 0 where there was none.</summary>
    public int Seen { get; set; }

    /// <summary>What was typed, as it was typed.</summary>
    public string Text { get; set; } = "";

    public DateTimeOffset SavedAt { get; set; }
}
