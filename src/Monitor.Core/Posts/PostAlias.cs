using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.Posts;

/// <summary>Another native id of a post: the parts of an album.</summary>
[Index(nameof(ChannelId), nameof(NativeId), IsUnique = true)]
public sealed class PostAlias
{
    public long Id { get; set; }

    public long ChannelId { get; set; }

    [MaxLength(512)] public string NativeId { get; set; } = "";

    public long PostId { get; set; }
}
