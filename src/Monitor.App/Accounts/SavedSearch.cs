using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Monitor.App.Accounts;

/// <summary>A search that a person keeps. It lies with the accounts: what somebody looks for is nobody else's business, and no part of the archive.</summary>
[Index(nameof(AccountId), nameof(Name), IsUnique = true)]
public sealed class SavedSearch
{
    public const int MaxName = 100, MaxAddress = 4000, MaxPerAccount = 200;

    public long Id { get; set; }

    [MaxLength(64)] public string AccountId { get; set; } = "";

    [MaxLength(MaxName)] public string Name { get; set; } = "";

    /// <summary>The search as its address says it, such as ?q=стачка.</summary>
    [MaxLength(MaxAddress)] public string Address { get; set; } = "";

    public DateTimeOffset SavedAt { get; set; }
}
