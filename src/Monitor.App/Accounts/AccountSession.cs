using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Monitor.App.Accounts;

/// <summary>A session that is open. The browser holds its key only; the row gone, the session has ended.</summary>
[Index(nameof(AccountId))]
public sealed class AccountSession
{
    /// <summary>SHA-256 of the key that the browser holds.</summary>
    [Key, MaxLength(64)] public string KeyHash { get; set; } = "";

    [MaxLength(64)] public string AccountId { get; set; } = "";

    /// <summary>The ticket, encrypted by the data protection keys.</summary>
    public byte[] Ticket { get; set; } = [];

    public DateTimeOffset BeganAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }
}
