using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;

namespace Monitor.Core.People;

/// <summary>A person whom the archive is about, or who is looked for in it. One whose name nobody knows has none, and a description instead.</summary>
[Index(nameof(ExternalId), IsUnique = true)]
[Index(nameof(Clearance))]
public sealed class Person : IEditedRow
{
    public long Id { get; set; }

    public int Revision { get; set; }

    /// <summary>The id that the file gave from which the person was imported; importing it again changes this person.</summary>
    [MaxLength(128)] public string? ExternalId { get; set; }

    /// <summary>What tells an unnamed person from others, such as "man in grey jacket, M-000123".</summary>
    [MaxLength(300)] public string? Description { get; set; }

    [MaxLength(200)] public string? Union { get; set; }

    [MaxLength(200)] public string? Position { get; set; }

    [MaxLength(200)] public string? Employer { get; set; }

    /// <summary>See <see cref="Review.Confidentiality"/>.</summary>
    public int Clearance { get; set; }

    /// <summary>The person that this one turned out to be; what was known of it lies there since.</summary>
    public long? MergedIntoId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public ICollection<PersonName> Names { get; } = [];

    public ICollection<PersonStatus> Statuses { get; } = [];

    public ICollection<PersonIdentifier> Identifiers { get; } = [];

    /// <summary>Such as P-000012.</summary>
    public string Number => NumberOf(Id);

    public string EditedKind => "person";

    /// <summary>What the person is called in a text of that language: a name of the language, else one of its script, else any; else the description or the number.</summary>
    public string NameIn(string language)
    {
        var script = language == "en" ? "Latn" : "Cyrl";
        var best = Names.OrderBy(name => name.Script != script).ThenBy(name => name.Language != language).ThenBy(name => name.Id).FirstOrDefault();
        return best?.Name ?? Description ?? Number;
    }

    public static string NumberOf(long id) => "P-" + id.ToString("000000", CultureInfo.InvariantCulture);

    /// <summary>Reads P-000012, p-12 or 12; null where it is none.</summary>
    public static long? ParseNumber(string? text)
    {
        var digits = text is not null && text.StartsWith("P-", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return digits is { Length: > 0 and <= 12 } && digits.All(char.IsAsciiDigit) ? long.Parse(digits, CultureInfo.InvariantCulture) : null;
    }
}
