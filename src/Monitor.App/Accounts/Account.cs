using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;

namespace Monitor.App.Accounts;

/// <summary>A person who may sign in. Known to the rest of the program by its id only.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>The step of the last code that was used (RFC 6238, 30 s each): none is taken twice.</summary>
    public long LastCodeStep { get; set; }

    /// <summary>SHA-256 of the one-time link's token; null where none is open.</summary>
    [MaxLength(64)] public string? LinkHash { get; set; }

    public DateTimeOffset? LinkUntil { get; set; }

    /// <summary>Pictures without colours.</summary>
    public bool GreyScale { get; set; }

    /// <summary>Search results and lists without pictures.</summary>
    public bool HideStills { get; set; }
}
