using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.Audit;

/// <summary>Who did what to which record, when: a link of a hash chain that is only ever added to. Ids, never names or texts.</summary>
[Index(nameof(SubjectKind), nameof(SubjectKey))]
[Index(nameof(ActorId))]
public sealed class AuditEntry
{
    /// <summary>Position in the chain, from 1, without gaps.</summary>
    [Key, DatabaseGenerated(DatabaseGeneratedOption.None)] public long Sequence { get; set; }

    public DateTimeOffset At { get; set; }

    [MaxLength(64)] public string ActorId { get; set; } = "";

    public AuditAction Action { get; set; }

    /// <summary>person, act, tag, post, search, account …</summary>
    [MaxLength(16)] public string SubjectKind { get; set; } = "";

    /// <summary>The subject's id; empty where it is no single record.</summary>
    [MaxLength(64)] public string SubjectKey { get; set; } = "";

    /// <summary>Fields that changed, the form of an export, numbers of rows; no names, no texts.</summary>
    [MaxLength(256)] public string Detail { get; set; } = "";

    [MaxLength(64)] public string PreviousHash { get; set; } = "";

    /// <summary>SHA-256 over all of the above.</summary>
    [MaxLength(64)] public string EntryHash { get; set; } = "";
}

public enum AuditAction { Read, Created, Changed, Removed, Exported, SignedIn, SignInFailed, SignedOut, SessionsEnded, AccountInvited, RolesChanged, AccountLocked, AccountUnlocked, LinkUsed, Imported, LeadGranted }
