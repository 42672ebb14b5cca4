using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Media;
using Monitor.Core.People;

namespace Monitor.Core.Review;

/// <summary>That a person is in a media item, and then on every post that carries it; or in the text of one post. Exactly one of the two.</summary>
[Index(nameof(PersonId))]
[Index(nameof(MediaItemId))]
[Index(nameof(PostId))]
public sealed class PersonTag : IEditedRow
{
    public long Id { get; set; }

    public int Revision { get; set; }

    public long PersonId { get; set; }

    public Person? Person { get; set; }

    public long? MediaItemId { get; set; }

    public MediaItem? MediaItem { get; set; }

    public long? PostId { get; set; }

    public PersonRole Role { get; set; }

    /// <summary>Milliseconds of the media item; null: all of it.</summary>
    public long? FromMs { get; set; }

    public long? ToMs { get; set; }

    /// <summary>Where the person is in the upright picture: x,y,width,height in thousandths, such as 250,100,400,600; null where nobody said.</summary>
    [MaxLength(32)] public string? Region { get; set; }

    public Certainty Certainty { get; set; }

    /// <summary>See <see cref="Confidentiality"/>. Nobody sees a tag who may not see its person.</summary>
    public int Clearance { get; set; }

    public DateTimeOffset TaggedAt { get; set; }

    /// <summary>The clearance that a viewer needs: the tag's, or its person's where that is higher. Needs <see cref="Person"/> loaded.</summary>
    public int NeededClearance => Math.Max(Clearance, Person!.Clearance);

    public string EditedKind => "tag";
}

/// <summary>Roles in a clip, by the terms of HURIDOCS.</summary>
public enum PersonRole { Victim, Perpetrator, Source, InterveningParty, Presenter }
