using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.Evidence;

/// <summary>One link of the custody chain: that a row had these facts, after all entries before it. A later entry of the same row says how it moved.</summary>
[Index(nameof(SubjectKind), nameof(SubjectId), nameof(Sequence))]
public sealed class CustodyEntry
{
    /// <summary>Position in the chain, from 1, without gaps.</summary>
    [Key, DatabaseGenerated(DatabaseGeneratedOption.None)] public long Sequence { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>0 for entries of the first format; see <see cref="CustodyChain.Format"/>.</summary>
    public int Format { get; set; }

    public CustodyEvent Event { get; set; }

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

/// <summary>What happened to the row: it was written; it was changed; it was removed; or it was there already when rows of its kind were first entered, and is as it was found then.</summary>
public enum CustodyEvent { Written, Changed, Removed, AsFound }
