using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.People;

/// <summary>A person whom the archive is about, or who is looked for in it.</summary>
[Index(nameof(ExternalId), IsUnique = true)]
public sealed class Person
{
    public long Id { get; set; }

    /// <summary>The id that the file gave from which the person was imported; importing it again changes this person.</summary>
    [MaxLength(128)] public string? ExternalId { get; set; }

    [MaxLength(200)] public string? Union { get; set; }

    [MaxLength(200)] public string? Position { get; set; }

    [MaxLength(200)] public string? Employer { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public ICollection<PersonName> Names { get; } = [];
}
