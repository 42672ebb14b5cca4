using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.Evidence;

/// <summary>One link of the custody chain: that a row with these facts existed, after all entries before it.</summary>
[Index(nameof(SubjectKind), nameof(SubjectId), IsUnique = true)]
public sealed class CustodyEntry
{
    /// <summary>Position in the chain, from 1, without gaps.</summary>
    [Key, DatabaseGenerated(DatabaseGeneratedOption.None)] public long Sequence { get; set; }

    public DateTimeOffset At { get; set; }

    [MaxLength(32)] public string SubjectKind { get; set; } = "";

    public long SubjectId { get; set; }

    /// <summary>32 random hexadecimal digits; without them the facts cannot be guessed from <see cref="FactsHash"/>.</summary>
    [MaxLength(32)] public string Salt { get; set; } = "";

    /// <summary>SHA-256 of salt and facts.</summary>
    [MaxLength(64)] public string FactsHash { get; set; } = "";

    [MaxLength(64)] public string PreviousHash { get; set; } = "";

    /// <summary>SHA-256 over position, time, subject, facts hash and the previous entry's hash.</summary>
    [MaxLength(64)] public string EntryHash { get; set; } = "";
}
