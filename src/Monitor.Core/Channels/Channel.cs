using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Monitor.Core.Channels;

/// <summary>A public source that is polled when <see cref="NextPollAt"/> has come.</summary>
[Index(nameof(Pipeline), nameof(Name), IsUnique = true)]
[Index(nameof(State), nameof(NextPollAt))]
public sealed class Channel
{
    public long Id { get; set; }

    [MaxLength(64)] public string Pipeline { get; set; } = "";

    /// <summary>Short name, unique in its pipeline: small letters, digits, hyphens.</summary>
    [MaxLength(64)] public string Name { get; set; } = "";

    [MaxLength(256)] public string Title { get; set; } = "";

    public ChannelKind Kind { get; set; }

    /// <summary>Absolute URL of the feed or preview page.</summary>
    [MaxLength(2048)] public string Url { get; set; } = "";

    public Outlet Outlet { get; set; }

    /// <summary>Stages that posts of this channel go through, comma-separated.</summary>
    [MaxLength(256)] public string Stages { get; set; } = "";

    public ChannelState State { get; set; }

    /// <summary>Time between polls in milliseconds, before back-off.</summary>
    public long IntervalMs { get; set; }

    public DateTimeOffset NextPollAt { get; set; }

    public DateTimeOffset? LastPollAt { get; set; }

    public DateTimeOffset? LastSuccessAt { get; set; }

    /// <summary>Failures in a row; the rung of the back-off ladder.</summary>
    public int Failures { get; set; }

    [MaxLength(64)] public string? LastReason { get; set; }

    [MaxLength(1024)] public string? ETag { get; set; }

    [MaxLength(128)] public string? LastModified { get; set; }

    /// <summary>The values that the pipeline file last wrote, as JSON: a person's change is told from the file's by them.</summary>
    public string SyncedJson { get; set; } = "{}";
}

public enum ChannelKind { Telegram, Feed }

public enum ChannelState { Active, Paused }

/// <summary>Who publishes: weighs what is read there.</summary>
public enum Outlet { SecurityService, StateMedia, ProGovernment, Independent, Union }
