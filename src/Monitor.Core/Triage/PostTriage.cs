using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Posts;

namespace Monitor.Core.Triage;

/// <summary>How much a post looks like a forced confession, and why: made by the program, apart from what people decide. Orders the queue; hides nothing.</summary>
[Index(nameof(Score), nameof(PostId))]
[Index(nameof(Lexicon))]
[Index(nameof(ClipKey))]
public sealed class PostTriage
{
    [Key, DatabaseGenerated(DatabaseGeneratedOption.None)] public long PostId { get; set; }

    public Post? Post { get; set; }

    /// <summary>0 to 100.</summary>
    public int Score { get; set; }

    /// <summary>The reasons as JSON; see <see cref="TriageReason"/>.</summary>
    public string ReasonsJson { get; set; } = "[]";

    /// <summary>What posts of the same clip share, so that the queue shows them as one: the id of the repost group, or of the one media item, negative. Null where the post carries no clip, or several.</summary>
    public long? ClipKey { get; set; }

    /// <summary>Fingerprint of the lexicon that was used.</summary>
    [MaxLength(16)] public string Lexicon { get; set; } = "";
}
