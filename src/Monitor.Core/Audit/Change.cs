using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Audit;

/// <summary>What somebody changed in a row: one field, before and after. Holds what people wrote, so it goes where its subject goes; the audit holds no such thing.</summary>
[Index(nameof(SubjectKind), nameof(SubjectId))]
[Evidence("change", IsFixed = true)]
public sealed class Change
{
    public long Id { get; set; }

    /// <summary>The entry of the audit that says who and when.</summary>
    public long AuditSequence { get; set; }

    [MaxLength(16)] public string SubjectKind { get; set; } = "";

    public long SubjectId { get; set; }

    /// <summary>Kind and field, such as name.Name.</summary>
    [MaxLength(64)] public string Field { get; set; } = "";

    public string? Before { get; set; }

    public string? After { get; set; }
}
