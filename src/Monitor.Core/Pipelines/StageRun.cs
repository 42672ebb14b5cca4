using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.Pipelines;

/// <summary>A piece of work and its state: the truth about what is waiting, running and failed. Unique by subject, stage and stage version.</summary>
[Index(nameof(SubjectKind), nameof(SubjectId), nameof(Stage), nameof(StageVersion), IsUnique = true)]
[Index(nameof(State), nameof(DueAt))]
[Index(nameof(Lane), nameof(State))]
public sealed class StageRun
{
    public long Id { get; set; }

    public SubjectKind SubjectKind { get; set; }

    public long SubjectId { get; set; }

    public StageKind Stage { get; set; }

    public int StageVersion { get; set; }

    public StageState State { get; set; }

    /// <summary>Claims so far.</summary>
    public int Attempt { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>When its bell was last rung; rung again after five minutes.</summary>
    public DateTimeOffset? RungAt { get; set; }

    /// <summary>Rows of one lane run one after another: "channel:7", "t.me/1".</summary>
    [MaxLength(64)] public string? Lane { get; set; }

    /// <summary>Until then the claim holds; a later write of its holder is refused by <see cref="LeaseToken"/>.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    public Guid? LeaseToken { get; set; }

    public OutcomeReason? Reason { get; set; }

    /// <summary>What was wrong, for an administrator; no content of posts.</summary>
    [MaxLength(512)] public string? Detail { get; set; }

    [MaxLength(128)] public string? ToolVersion { get; set; }

    /// <summary>True where the stage wrote the end itself, in the transaction of its result.</summary>
    [NotMapped] public bool IsEnded { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
