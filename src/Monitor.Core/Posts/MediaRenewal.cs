using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Posts;

/// <summary>That an otherwise equal post showed a medium at another address. It is fetched once: the same bytes are the same medium, and no edit; others are a version.</summary>
[Index(nameof(PostId), nameof(Identity), IsUnique = true)]
[Index(nameof(MediaSourceId))]
[Evidence("renewal")]
public sealed class MediaRenewal
{
    public long Id { get; set; }

    public long PostId { get; set; }

    /// <summary>Identity of the address as the post shows it now.</summary>
    [MaxLength(64)] public string Identity { get; set; } = "";

    /// <summary>Identity by which the post's versions know the medium.</summary>
    [MaxLength(64)] public string Known { get; set; } = "";

    /// <summary>What is fetched to see whether it is the same.</summary>
    public long? MediaSourceId { get; set; }

    /// <summary>The exchange that showed it first.</summary>
    public long ExchangeId { get; set; }

    public DateTimeOffset SeenAt { get; set; }

    public RenewalState State { get; set; }
}

/// <summary>Whether the renewed address brought the same bytes: not known yet; the same; others, which are a version of their own.</summary>
public enum RenewalState { Waiting, Same, Other }
