using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Media;

namespace Monitor.Core.Review;

/// <summary>A clip that shows an incident.</summary>
[Index(nameof(IncidentId), nameof(MediaItemId), IsUnique = true)]
public sealed class IncidentClip : IEditedRow
{
    public long Id { get; set; }

    public int Revision { get; set; }

    public long IncidentId { get; set; }

    public long MediaItemId { get; set; }

    public MediaItem? MediaItem { get; set; }

    public string EditedKind => "clip";

    (string Kind, long Id) IEditedRow.Owner => ("incident", IncidentId);
}
