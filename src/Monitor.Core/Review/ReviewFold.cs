namespace Monitor.Core.Review;

/// <summary>Where a review stands after all its steps, less those that were undone. Pure.</summary>
public sealed record ReviewFold(ReviewState State, PostKind? Decision, long? DuplicateOfId, ReviewDecision? Decided, ReviewDecision? Confirmed)
{
    private static readonly ReviewFold Nothing = new(ReviewState.Unreviewed, null, null, null, null);

    public static ReviewFold Of(IReadOnlyList<ReviewDecision> steps)
    {
        var undone = steps.Select(step => step.UndoesId).OfType<long>().ToHashSet();
        return steps.OrderBy(step => step.Id).Where(step => !undone.Contains(step.Id)).Aggregate(Nothing, (fold, step) => step.Step switch
        {
            ReviewStep.Decided => new ReviewFold(ReviewState.Decided, step.Decision, step.DuplicateOfId, step, null),
            ReviewStep.Confirmed => fold with { State = ReviewState.Confirmed, Confirmed = step },
            ReviewStep.Disputed => fold with { State = ReviewState.Disputed, Confirmed = null },
            _ => fold,
        });
    }

    /// <summary>The last step of that account which can be taken back: its own latest one that counts, where nobody built on it since.</summary>
    public static ReviewDecision? Undoable(IReadOnlyList<ReviewDecision> steps, string actorId)
    {
        var undone = steps.Select(step => step.UndoesId).OfType<long>().ToHashSet();
        var last = steps.Where(step => step.Step is not (ReviewStep.Undone or ReviewStep.Noted) && !undone.Contains(step.Id)).MaxBy(step => step.Id);
        return last?.ActorId == actorId ? last : null;
    }
}
