using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Posts;

namespace Monitor.Core.Review;

/// <summary>Where the review of a post stands. There once an analyst touched it; what was decided when and by whom is in <see cref="ReviewDecision"/>.</summary>
[Index(nameof(State))]
public sealed class PostReview : IEditedRow
{
    [Key, DatabaseGenerated(DatabaseGeneratedOption.None)] public long PostId { get; set; }

    public Post? Post { get; set; }

    public int Revision { get; set; }

    public ReviewState State { get; set; }

    public PostKind? Decision { get; set; }

    /// <summary>The post that this one is a duplicate of.</summary>
    public long? DuplicateOfId { get; set; }

    /// <summary>The account that works on it until <see cref="ClaimedUntil"/>.</summary>
    [MaxLength(64)] public string? ClaimedBy { get; set; }

    public DateTimeOffset? ClaimedUntil { get; set; }

    [MaxLength(64)] public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    [MaxLength(64)] public string? ConfirmedBy { get; set; }

    [NotMapped] public long Id => PostId;

    public string EditedKind => "review";
}

public enum ReviewState { Unreviewed, Decided, Confirmed, Disputed }

/// <summary>What a post is, as an analyst decides.</summary>
public enum PostKind { ForcedConfession, Humiliation, OtherRelevant, ReportingAboutIt, NotRelevant, Duplicate }
