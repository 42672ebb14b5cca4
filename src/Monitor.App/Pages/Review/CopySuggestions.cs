using Monitor.Core.Archive;
using Monitor.Core.Database;
using Monitor.Core.Reposts;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Review;

/// <summary>What was said of other copies of a post's clips, as the review pages suggest it.</summary>
/// <param name="Number">The post that it is suggested on.</param>
/// <param name="Back">The page to come back to: review or people.</param>
public sealed record CopySuggestions(string Number, string Back, IReadOnlyList<SuggestedTag> Tags, IReadOnlyList<SuggestedDecision> Decisions)
{
    /// <summary>The revision of the review that was seen.</summary>
    public int Revision { get; init; }

    /// <summary>Where a decision is sent.</summary>
    public string? DecideAt { get; init; }

    /// <summary>Suggested tags that are not everybody's.</summary>
    public IEnumerable<(string Kind, long Id)> Restricted => Tags.Where(tag => tag.Tag.NeededClearance > 0).Select(tag => ("tag", tag.Tag.Id));

    /// <summary>Tags, and decisions where the post has none that stands.</summary>
    public static async Task<CopySuggestions> ReadAsync(MonitorDbContext db, PostReview standing, string number, string decideAt, Viewer viewer, CancellationToken cancellationToken) =>
        new(number, "review", await SuggestFromCopies.TagsAsync(db, standing.PostId, viewer, cancellationToken),
            standing.State is ReviewState.Unreviewed or ReviewState.Disputed ? await SuggestFromCopies.DecisionsAsync(db, standing.PostId, cancellationToken) : [])
        { Revision = standing.Revision, DecideAt = decideAt };

    public static async Task<CopySuggestions> ReadTagsAsync(MonitorDbContext db, long postId, string number, Viewer viewer, CancellationToken cancellationToken) =>
        new(number, "people", await SuggestFromCopies.TagsAsync(db, postId, viewer, cancellationToken), []);
}
