using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;

namespace Monitor.Core.People;

/// <summary>One spelling of a person's name, as a source gave it.</summary>
[Index(nameof(PersonId))]
public sealed class PersonName : IEditedRow
{
    public const int MaxLength = 200;

    public long Id { get; set; }

    public int Revision { get; set; }

    public long PersonId { get; set; }

    [MaxLength(MaxLength)] public string Name { get; set; } = "";

    /// <summary>be, ru, en, pl, fr … or null where the source did not say.</summary>
    [MaxLength(16)] public string? Language { get; set; }

    /// <summary>ISO 15924: Cyrl or Latn.</summary>
    [MaxLength(4)] public string Script { get; set; } = "";

    /// <summary>How the Latin form was made, such as be-2007; null where the source did not say.</summary>
    [MaxLength(64)] public string? Scheme { get; set; }

    public string EditedKind => "name";

    (string Kind, long Id) IEditedRow.Owner => ("person", PersonId);

    /// <summary>Cyrl where the name has a Cyrillic letter, Latn otherwise.</summary>
    public static string ScriptOf(string name) => name.Any(c => c is >= '\u0400' and <= '\u04FF') ? "Cyrl" : "Latn";
}
