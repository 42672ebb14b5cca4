using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Archive;
using Monitor.Core.Audit;

namespace Monitor.Core.Review;

/// <summary>What shows that an act happened: a post, a tag, or a link. One of the three.</summary>
[Index(nameof(ActId))]
[Index(nameof(PostId))]
[Index(nameof(TagId))]
public sealed class ActEvidence : IEditedRow
{
    public long Id { get; set; }

    public int Revision { get; set; }

    public long ActId { get; set; }

    public Act? Act { get; set; }

    public long? PostId { get; set; }

    public long? TagId { get; set; }

    public PersonTag? Tag { get; set; }

    /// <summary>Absolute http or https address of a document elsewhere.</summary>
    [MaxLength(2000)] public string? Url { get; set; }

    /// <summary>False for a tag that the viewer may not see. Needs <see cref="Tag"/> with its person loaded.</summary>
    public bool IsVisibleTo(Viewer viewer) => Tag is null || Tag.NeededClearance <= viewer.Clearance;

    public string EditedKind => "evidence";

    (string Kind, long Id) IEditedRow.Owner => ("act", ActId);
}
