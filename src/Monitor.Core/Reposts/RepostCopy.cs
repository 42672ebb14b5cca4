using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Media;

namespace Monitor.Core.Reposts;

/// <summary>A clip, or a part of one, as a copy in a group. The program suggests; a person confirms or splits off, and that is in <see cref="RepostJudgement"/>.</summary>
[Index(nameof(GroupId), nameof(MediaItemId), IsUnique = true)]
[Index(nameof(MediaItemId))]
public sealed class RepostCopy
{
    public long Id { get; set; }

    public long GroupId { get; set; }

    public long MediaItemId { get; set; }

    public MediaItem? MediaItem { get; set; }

    /// <summary>The stretch of the clip that the group shows, in milliseconds.</summary>
    public long FromMs { get; set; }

    public long ToMs { get; set; }

    /// <summary>The match that brought it in; null for the copy that the group began with.</summary>
    public long? MatchId { get; set; }

    public RepostMatch? Match { get; set; }
}

/// <summary>What a person said of a copy in a group. Outlives the program's own grouping: what was split off is never suggested there again.</summary>
[Index(nameof(GroupId), nameof(MediaItemId), IsUnique = true)]
public sealed class RepostJudgement : Audit.IEditedRow
{
    public long Id { get; set; }

    public int Revision { get; set; }

    public long GroupId { get; set; }

    public long MediaItemId { get; set; }

    public CopyState State { get; set; }

    [MaxLength(64)] public string JudgedBy { get; set; } = "";

    public DateTimeOffset JudgedAt { get; set; }

    public string EditedKind => "repost";
}

/// <summary>Where a copy stands.</summary>
public enum CopyState { Suggested, Confirmed, Split }
