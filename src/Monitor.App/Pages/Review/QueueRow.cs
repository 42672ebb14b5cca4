using System.Text.Json;
using Monitor.Core.Posts;
using Monitor.Core.Review;
using Monitor.Core.Triage;

namespace Monitor.App.Pages.Review;

/// <summary>A post as the queue shows it.</summary>
/// <param name="Revision">Of its review; 0 where nobody touched it yet.</param>
public sealed record QueueRow(long Id, string ChannelTitle, DateTimeOffset PublishedAt, DatePrecision PublishedPrecision, int Score, IReadOnlyList<TriageReason> Reasons, ReviewState State, PostKind? Decision, int Revision, string? ClaimedBy, string Start, long? StillId)
{
    /// <summary>How many more posts of the same clip the list has.</summary>
    public int More { get; init; }

    public string Number => Post.NumberOf(Id);

    /// <summary>The reasons as they are kept; none where they cannot be read.</summary>
    public static IReadOnlyList<TriageReason> ReadReasons(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<TriageReason>>(json) ?? [];
}
