namespace Monitor.Core.Posts;

/// <summary>What a post is known by: its channel and the channel's own id of it.</summary>
public readonly record struct PostKey(long ChannelId, string NativeId);
