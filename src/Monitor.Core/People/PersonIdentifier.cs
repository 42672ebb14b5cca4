using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;

namespace Monitor.Core.People;

/// <summary>What others call the person: a scheme and its value, such as viasna / 1234.</summary>
[Index(nameof(PersonId))]
[Index(nameof(Scheme), nameof(Value))]
public sealed class PersonIdentifier : IEditedRow
{
    public long Id { get; set; }

    public int Revision { get; set; }

    public long PersonId { get; set; }

    [MaxLength(64)] public string Scheme { get; set; } = "";

    [MaxLength(200)] public string Value { get; set; } = "";

    public string EditedKind => "identifier";

    (string Kind, long Id) IEditedRow.Owner => ("person", PersonId);
}
