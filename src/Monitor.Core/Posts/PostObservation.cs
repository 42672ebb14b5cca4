using Microsoft.EntityFrameworkCore;
using Monitor.Core.Evidence;

namespace Monitor.Core.Posts;

/// <summary>How often a post had been seen, as the channel says; at most one row a day (UTC).</summary>
[Index(nameof(PostId), nameof(Day), IsUnique = true)]
[Evidence("views", IsFixed = true)]
public sealed class PostObservation
{
    public long Id { get; set; }

    public long PostId { get; set; }

    /// <summary>Days since 0001-01-01, UTC.</summary>
    public int Day { get; set; }

    public DateTimeOffset At { get; set; }

    public long Views { get; set; }
}
