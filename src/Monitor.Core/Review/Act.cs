using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.People;

namespace Monitor.Core.Review;

/// <summary>What was done to a person. Acts and persons are what is counted; posts, tags and links are an act's evidence.</summary>
[Index(nameof(PersonId))]
[Index(nameof(IncidentId))]
public sealed class Act : IEditedRow
{
    public long Id { get; set; }

    public int Revision { get; set; }

    public long PersonId { get; set; }

    public Person? Person { get; set; }

    public long? IncidentId { get; set; }

    public Incident? Incident { get; set; }

    public ActKind Kind { get; set; }

    /// <summary>When it happened, as <see cref="PartialDate"/> writes it; null where it is not known. Not when it was published.</summary>
    [MaxLength(PartialDate.MaxLength)] public string? When { get; set; }

    [MaxLength(200)] public string? Place { get; set; }

    /// <summary>Who did it, such as GUBOPiK.</summary>
    [MaxLength(200)] public string? Agency { get; set; }

    public Certainty Certainty { get; set; }

    /// <summary>See <see cref="Confidentiality"/>. Nobody sees an act who may not see its person.</summary>
    public int Clearance { get; set; }

    [MaxLength(2000)] public string? Note { get; set; }

    public ICollection<ActEvidence> Evidence { get; } = [];

    /// <summary>The clearance that a viewer needs: the act's, or its person's where that is higher. Needs <see cref="Person"/> loaded.</summary>
    public int NeededClearance => Math.Max(Clearance, Person!.Clearance);

    public string EditedKind => "act";
}

/// <summary>What was done.</summary>
public enum ActKind { Detention, Dismissal, Search, HumiliationOnVideo, CoercedConfession, Trial, Sentence, Imprisonment, Release, Exile, ExtremistDesignation }
