namespace Monitor.Core.Posts;

/// <summary>When a stored post is looked for again at its source: most vanish soon, so the looks grow rare. Pure.</summary>
public static class TakedownSchedule
{
    /// <summary>After the post was first seen: 1 and 6 hours, then 1, 3, 7, 30 and 90 days.</summary>
    public static IReadOnlyList<TimeSpan> Looks { get; } =
    [
        TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7), TimeSpan.FromDays(30), TimeSpan.FromDays(90),
    ];

    /// <summary>The first look after now; looks that were missed are made up for by one. Null after the last.</summary>
    public static DateTimeOffset? Next(DateTimeOffset firstSeenAt, DateTimeOffset now) =>
        Looks.Select(after => (DateTimeOffset?)(firstSeenAt + after)).FirstOrDefault(at => at > now);
}
