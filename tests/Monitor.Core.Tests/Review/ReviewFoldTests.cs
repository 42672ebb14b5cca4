using Monitor.Core.Review;

namespace Monitor.Core.Tests.Review;

public sealed class ReviewFoldTests
{
    private static ReviewDecision Step(long id, string actor, ReviewStep step, PostKind? kind = null, long? undoes = null) => new() { Id = id, ActorId = actor, Step = step, Decision = kind, UndoesId = undoes };

    [Fact]
    public void Of_DecidedThenDisputedThenUndone_StandsAsDecided()
    {
        List<ReviewDecision> steps = [Step(1, "a", ReviewStep.Decided, PostKind.Humiliation), Step(2, "b", ReviewStep.Disputed), Step(3, "b", ReviewStep.Noted)];
        Assert.Equal((ReviewState.Disputed, PostKind.Humiliation), (ReviewFold.Of(steps).State, ReviewFold.Of(steps).Decision));
        Assert.Equal(2, ReviewFold.Undoable(steps, "b")!.Id);
        Assert.Null(ReviewFold.Undoable(steps, "a"));
        steps.Add(Step(4, "b", ReviewStep.Undone, undoes: 2));
        Assert.Equal(ReviewState.Decided, ReviewFold.Of(steps).State);
        Assert.Equal(1, ReviewFold.Undoable(steps, "a")!.Id);
        steps.Add(Step(5, "a", ReviewStep.Undone, undoes: 1));
        Assert.Equal((ReviewState.Unreviewed, (PostKind?)null), (ReviewFold.Of(steps).State, ReviewFold.Of(steps).Decision));
        Assert.Null(ReviewFold.Undoable(steps, "a"));
    }

    [Fact]
    public void Of_ConfirmedThenDecidedAnew_NeedsANewSecondOpinion()
    {
        List<ReviewDecision> steps = [Step(1, "a", ReviewStep.Decided, PostKind.ForcedConfession), Step(2, "b", ReviewStep.Confirmed), Step(3, "c", ReviewStep.Decided, PostKind.NotRelevant)];
        var fold = ReviewFold.Of(steps);
        Assert.Equal((ReviewState.Decided, PostKind.NotRelevant, "c"), (fold.State, fold.Decision, fold.Decided!.ActorId));
        Assert.Null(fold.Confirmed);
    }
}
