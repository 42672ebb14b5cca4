using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.Review;

/// <summary>One step of a post's review. Never changed nor taken away: what is undone is marked as undone by the step that did it.</summary>
[Index(nameof(PostId))]
public sealed class ReviewDecision
{
    public long Id { get; set; }

    public long PostId { get; set; }

    public DateTimeOffset At { get; set; }

    [MaxLength(64)] public string ActorId { get; set; } = "";

    public ReviewStep Step { get; set; }

    public PostKind? Decision { get; set; }

    public long? DuplicateOfId { get; set; }

    [MaxLength(2000)] public string? Note { get; set; }

    /// <summary>The step that this one took back.</summary>
    public long? UndoesId { get; set; }
}

public enum ReviewStep { Decided, Confirmed, Disputed, Noted, Undone }
