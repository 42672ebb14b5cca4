using Monitor.Core.Posts;
using Monitor.Core.Channels;
using Monitor.Core.Media;

namespace Monitor.Core.Reposts;

/// <summary>Where a clip was published, and what else shows the same.</summary>
/// <param name="PostId">The post that it is looked at from.</param>
/// <param name="Clips">Media items of that post, in its order.</param>
/// <param name="Clip">The one of them that this is about; null where none of its bytes are kept.</param>
/// <param name="Rows">The posts, in the order of their publication: the first one first.</param>
/// <param name="IsCut">True where there are more posts than are read.</param>
/// <param name="Origins">What posts say they were forwarded from, where the archive has no such post.</param>
/// <param name="Groups">The groups that the clip is in, also those that it was split off from.</param>
public sealed record Spread(long PostId, IReadOnlyList<SpreadClip> Clips, SpreadClip? Clip, IReadOnlyList<SpreadRow> Rows, bool IsCut, IReadOnlyList<ForwardOrigin> Origins, IReadOnlyList<SpreadGroup> Groups);

/// <param name="Number">Place in the post, from 1.</param>
public sealed record SpreadClip(long MediaItemId, int Number, MediaKind Kind, long? DurationMs);

/// <summary>A post in which the clip, or a copy of it, was published; or which was forwarded from, or to, such a post.</summary>
public sealed record SpreadRow(long PostId, long ChannelId, string ChannelTitle, Outlet Outlet, DateTimeOffset PublishedAt, DatePrecision PublishedPrecision, DateTimeOffset FirstSeenAt, DateTimeOffset? TakenDownAt)
{
    public SpreadLink Link { get; init; }

    /// <summary>The copy that it carries; null where it is known by its forwarding alone.</summary>
    public SpreadCopy? Copy { get; init; }

    /// <summary>Why its own bytes are not kept, where they are not.</summary>
    public MediaGap? Gap { get; init; }

    /// <summary>What it says it was forwarded from.</summary>
    public string? ForwardedFrom { get; init; }

    /// <summary>That post, where the archive has it.</summary>
    public long? ForwardedFromId { get; init; }
}

/// <summary>How a post belongs to a clip.</summary>
public enum SpreadLink { SameFile, Copy, Forward, Origin }

/// <summary>A group with all its copies, those split off among them.</summary>
public sealed record SpreadGroup(long Id, IReadOnlyList<SpreadCopy> Copies);

/// <summary>A media item that shows the clip, or a part of it.</summary>
/// <param name="GroupId">Null of the clip itself where it is in no group.</param>
/// <param name="FromMs">The stretch that the group shows, in times of this item.</param>
/// <param name="Match">What explains it: the match with the clip where there is one, else the match that brought it in.</param>
/// <param name="IsMirrored">Seen from the clip.</param>
/// <param name="IsPartial">True where it shows a part of the clip, or the clip is a part of it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Revision">Of what people said of it; null where nobody did.</param>
public sealed record SpreadCopy(long? GroupId, long MediaItemId, long FromMs, long ToMs, long? DurationMs, RepostMatch? Match, bool IsMirrored, bool IsPartial, CopyState State, int? Revision, string? JudgedBy);

/// <summary>What posts were forwarded from, where that post is not in the archive.</summary>
/// <param name="Name">An address or a name, as the source shows it.</param>
/// <param name="IsWatched">True where its channel is watched: the post is older than the watch, or was never seen.</param>
/// <param name="Posts">The posts of the list that say so.</param>
public sealed record ForwardOrigin(string Name, bool IsWatched, IReadOnlyList<long> Posts);
