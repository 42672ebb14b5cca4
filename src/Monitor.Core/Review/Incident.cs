using System.ComponentModel.DataAnnotations;
using Monitor.Core.Audit;

namespace Monitor.Core.Review;

/// <summary>Something that happened to several persons, or in several acts: it groups acts and clips.</summary>
public sealed class Incident : IEditedRow
{
    public long Id { get; set; }

    public int Revision { get; set; }

    [MaxLength(200)] public string Title { get; set; } = "";

    [MaxLength(PartialDate.MaxLength)] public string? When { get; set; }

    [MaxLength(200)] public string? Place { get; set; }

    [MaxLength(4000)] public string? Description { get; set; }

    /// <summary>See <see cref="Confidentiality"/>.</summary>
    public int Clearance { get; set; }

    public ICollection<Act> Acts { get; } = [];

    public ICollection<IncidentClip> Clips { get; } = [];

    public string EditedKind => "incident";
}
