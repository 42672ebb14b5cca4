using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Review;

namespace Monitor.Core.People;

/// <summary>How a person is, from a date on: the latest one counts.</summary>
[Index(nameof(PersonId))]
public sealed class PersonStatus : IEditedRow
{
    public long Id { get; set; }

    public int Revision { get; set; }

    public long PersonId { get; set; }

    public PersonStatusKind Kind { get; set; }

    /// <summary>Since when, as <see cref="PartialDate"/> writes it; null where it is not known.</summary>
    [MaxLength(PartialDate.MaxLength)] public string? Since { get; set; }

    public string EditedKind => "status";

    (string Kind, long Id) IEditedRow.Owner => ("person", PersonId);
}

public enum PersonStatusKind { Detained, AwaitingTrial, Sentenced, Imprisoned, UnderRestriction, Released, InExile, Died, NotKnown }
