using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Posts;

/// <summary>That a source no longer showed a post, or showed it again, with the exchange that says so. Never changed.</summary>
[Index(nameof(PostId))]
[Evidence("presence", IsFixed = true)]
public sealed class PostPresence : IEvidenceRow
{
    public long Id { get; set; }

    public long PostId { get; set; }

    public Presence State { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>When it was last seen before; the post vanished, or came back, between then and <see cref="At"/>.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }

    /// <summary>The answer that shows it.</summary>
    public long ExchangeId { get; set; }

    public string EvidenceFacts() => string.Join('\n', PostId.ToString(CultureInfo.InvariantCulture), State.ToString(), At.UtcTicks.ToString(CultureInfo.InvariantCulture),
        LastSeenAt?.UtcTicks.ToString(CultureInfo.InvariantCulture), ExchangeId.ToString(CultureInfo.InvariantCulture));
}

public enum Presence { Gone, Back }
