using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Posts;

/// <summary>Another native id of a post: the parts of an album.</summary>
[Index(nameof(ChannelId), nameof(NativeId), IsUnique = true)]
[Evidence("post-part")]
public sealed class PostAlias
{
    public long Id { get; set; }

    public long ChannelId { get; set; }

    [MaxLength(512)] public string NativeId { get; set; } = "";

    public long PostId { get; set; }
}
