using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;

namespace Monitor.Core.Review;

/// <summary>What is said in a media item, in one language; each saving is a version of its own and the older ones stay. The speech is coerced: it is never shown as fact.</summary>
[Index(nameof(MediaItemId), nameof(Language), nameof(Version), IsUnique = true)]
public sealed class Transcript : IEditedRow
{
    public long Id { get; set; }

    public int Revision { get; set; }

    public long MediaItemId { get; set; }

    /// <summary>be, ru or en.</summary>
    [MaxLength(8)] public string Language { get; set; } = "";

    /// <summary>False for what is said in that language; true where it was said in another.</summary>
    public bool IsTranslation { get; set; }

    /// <summary>From 1; the highest one of a language counts.</summary>
    public int Version { get; set; }

    /// <summary>Account that wrote it; see <see cref="MachineModel"/> where none did.</summary>
    [MaxLength(64)] public string ActorId { get; set; } = "";

    public DateTimeOffset WrittenAt { get; set; }

    /// <summary>Name of the recogniser's model where a machine made it and nobody has corrected it.</summary>
    [MaxLength(128)] public string? MachineModel { get; set; }

    public ICollection<TranscriptLine> Lines { get; } = [];

    public string EditedKind => "transcript";

    (string Kind, long Id) IEditedRow.Owner => ("media", MediaItemId);
}
