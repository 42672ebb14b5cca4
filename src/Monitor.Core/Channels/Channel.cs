using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Channels;

/// <summary>A public source that is polled when <see cref="NextPollAt"/> has come.</summary>
[Index(nameof(Pipeline), nameof(Name), IsUnique = true)]
[Index(nameof(State), nameof(NextPollAt))]
[Evidence("channel")]
public sealed class Channel
{
    public long Id { get; set; }

    [MaxLength(64)] public string Pipeline { get; set; } = "";

    /// <summary>Short name, unique in its pipeline: small letters, digits, hyphens.</summary>
    [MaxLength(64)] public string Name { get; set; } = "";

    [MaxLength(256)] public string Title { get; set; } = "";

    public ChannelKind Kind { get; set; }

    /// <summary>Where a person finds the channel: absolute URL of the feed, preview page or channel page.</summary>
    [MaxLength(2048)] public string Url { get; set; } = "";

    /// <summary>Where it is read, when that had to be found out from <see cref="Url"/>; null where it is the same.</summary>
    [MaxLength(2048)] public string? ResolvedUrl { get; set; }

    public Outlet Outlet { get; set; }

    /// <summary>Stages that posts of this channel go through, comma-separated.</summary>
    [MaxLength(256)] public string Stages { get; set; } = "";

    /// <summary>Lexicons that its posts are scored by, comma-separated; the program's own where empty.</summary>
    [MaxLength(256)] public string Lexicons { get; set; } = "";

    /// <summary>The way out, "direct" or "socks5://host:port"; the installation's own where empty.</summary>
    [MaxLength(300)] public string Egress { get; set; } = "";

    public ChannelState State { get; set; }

    /// <summary>When the watch began.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>How far back a person asked to read; null where the first reading's pages are enough.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Time between polls in milliseconds, before back-off; 0 where it follows from how often the channel publishes.</summary>
    public long IntervalMs { get; set; }

    /// <summary>Usual time between two posts in milliseconds, of the latest ones; null while too few are known.</summary>
    [NotEvidence] public long? UsualGapMs { get; set; }

    /// <summary>How long the last poll took, in milliseconds: slow channels are read apart from the others. Null before the first.</summary>
    [NotEvidence] public long? LastPollMs { get; set; }

    /// <summary>When the newest known post was published.</summary>
    [NotEvidence] public DateTimeOffset? LastPostAt { get; set; }

    [NotEvidence] public DateTimeOffset NextPollAt { get; set; }

    [NotEvidence] public DateTimeOffset? LastPollAt { get; set; }

    [NotEvidence] public DateTimeOffset? LastSuccessAt { get; set; }

    /// <summary>When it was first read: what it published before was read back, and what it took down before then nobody saw.</summary>
    public DateTimeOffset? FirstSuccessAt { get; set; }

    /// <summary>Failures in a row; the rung of the back-off ladder.</summary>
    [NotEvidence] public int Failures { get; set; }

    [NotEvidence, MaxLength(256)] public string? LastReason { get; set; }

    /// <summary>The alarm that was last told outside the pages; null where none is on.</summary>
    [NotEvidence] public ChannelAlarm? ToldAlarm { get; set; }

    [NotEvidence, MaxLength(1024)] public string? ETag { get; set; }

    [NotEvidence, MaxLength(128)] public string? LastModified { get; set; }

    /// <summary>Hash of the way out by which these validators came; they are of no use by another one. See <see cref="PollValidators"/>.</summary>
    [NotEvidence, MaxLength(64)] public string? ValidatorWay { get; set; }

    /// <summary>Behind a proxy: hash of the circuit that brought them, and of the body's bytes; null when direct.</summary>
    [NotEvidence, MaxLength(64)] public string? ValidatorCircuit { get; set; }

    [NotEvidence, MaxLength(64)] public string? ValidatorHash { get; set; }

    /// <summary>When another circuit brought the same validators for the same bytes.</summary>
    [NotEvidence] public DateTimeOffset? ValidatorProvedAt { get; set; }

    /// <summary>When the server was last found to give each reader validators of his own.</summary>
    [NotEvidence] public DateTimeOffset? ValidatorFailedAt { get; set; }

    /// <summary>When its page was last read without conditions: a server that says "not modified" for ever is asked for all of it once a day.</summary>
    [NotEvidence] public DateTimeOffset? LastFullReadAt { get; set; }

    /// <summary>Where the server says that it has moved for good (301, 308); null where it says nothing of the kind.</summary>
    [NotEvidence, MaxLength(2048)] public string? MovedTo { get; set; }

    /// <summary>The values that the pipeline file last wrote, as JSON: a person's change is told from the file's by them.</summary>
    [NotEvidence] public string SyncedJson { get; set; } = NeverSynced;

    /// <summary>Of a channel that no pipeline file named.</summary>
    public const string NeverSynced = "{}";

    /// <summary>The circuit of something that is asked for once, by a person; null for a channel that is watched.</summary>
    [NotMapped] public string? OnceCircuit { get; init; }

    /// <summary>Names what carries its requests behind a proxy, and nobody else's.</summary>
    public string CircuitName() => OnceCircuit ?? CircuitOf(Id);

    public static string CircuitOf(long channelId) => "channel-" + channelId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Where its next poll begins.</summary>
    public Uri ReadUrl() => new(ResolvedUrl ?? Url);
}

/// <summary>How a channel is read; one folder each. Import is filled by hand and never polled.</summary>
public enum ChannelKind { Telegram, Feed, YouTube, Import }

public enum ChannelState { Active, Paused }

/// <summary>Who publishes: weighs what is read there.</summary>
public enum Outlet { SecurityService, StateMedia, ProGovernment, Independent, Union }
