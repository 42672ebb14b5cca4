using Microsoft.EntityFrameworkCore;
using Monitor.Core.Audit;
using Monitor.Core.Database;

namespace Monitor.Core.Review;

/// <summary>The review of posts: claim, decide, confirm or dispute, note, undo. Each call names the revision that was seen, so that nobody's work is written over.</summary>
public sealed class ReviewPosts(WriteGate gate, TimeProvider clock)
{
    /// <summary>How long a claim holds.</summary>
    public static readonly TimeSpan ClaimTime = TimeSpan.FromMinutes(30);

    /// <summary>Takes the post, also from another where <paramref name="takeOver"/> says so.</summary>
    public Task ClaimAsync(Actor actor, long postId, bool takeOver, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var review = await LoadAsync(db, postId, cancellationToken);
        EditRefusedException.ThrowIf(!takeOver && IsOfAnother(review, actor), EditRefusal.ClaimedByAnother);
        (review.ClaimedBy, review.ClaimedUntil) = (actor.Id, clock.GetUtcNow() + ClaimTime);
        return true;
    }, cancellationToken);

    public Task ReleaseAsync(Actor actor, long postId, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var review = await LoadAsync(db, postId, cancellationToken);
        if (review.ClaimedBy == actor.Id) (review.ClaimedBy, review.ClaimedUntil) = (null, null);
        return true;
    }, cancellationToken);

    /// <summary>Decides what a post is. A decision of another that was confirmed or not is replaced, and stays in the history.</summary>
    public Task DecideAsync(Actor actor, long postId, int seen, PostKind decision, long? duplicateOf, string? note, CancellationToken cancellationToken) =>
        StepAsync(actor, postId, seen, async (db, review, _) =>
        {
            EditRefusedException.ThrowIf(decision == PostKind.Duplicate && (duplicateOf is null || duplicateOf == postId || !await db.Posts.AnyAsync(post => post.Id == duplicateOf, cancellationToken)), EditRefusal.DuplicateOfNeeded);
            EditRefusedException.ThrowIf(IsOfAnother(review, actor), EditRefusal.ClaimedByAnother);
            return new ReviewDecision { Step = ReviewStep.Decided, Decision = decision, DuplicateOfId = decision == PostKind.Duplicate ? duplicateOf : null, Note = EditRefusedException.Text(note, 2000) };
        }, cancellationToken);

    /// <summary>A second analyst says whether the decision holds.</summary>
    public Task JudgeAsync(Actor actor, long postId, int seen, bool holds, string? note, CancellationToken cancellationToken) =>
        StepAsync(actor, postId, seen, (_, review, _) =>
        {
            EditRefusedException.ThrowIf(review.State == ReviewState.Unreviewed, EditRefusal.NothingToConfirm);
            EditRefusedException.ThrowIf(review.DecidedBy == actor.Id, EditRefusal.OwnDecision);
            return Task.FromResult(new ReviewDecision { Step = holds ? ReviewStep.Confirmed : ReviewStep.Disputed, Decision = review.Decision, Note = EditRefusedException.Text(note, 2000) });
        }, cancellationToken);

    public Task NoteAsync(Actor actor, long postId, string? note, CancellationToken cancellationToken) =>
        StepAsync(actor, postId, null, (_, _, _) => Task.FromResult(new ReviewDecision { Step = ReviewStep.Noted, Note = EditRefusedException.Text(note, 2000) ?? throw new EditRefusedException(EditRefusal.NoteNeeded) }), cancellationToken);

    /// <summary>Takes back the account's last step, where nobody built on it.</summary>
    public Task UndoAsync(Actor actor, long postId, int seen, CancellationToken cancellationToken) =>
        StepAsync(actor, postId, seen, (_, _, steps) => Task.FromResult(new ReviewDecision { Step = ReviewStep.Undone, UndoesId = (ReviewFold.Undoable(steps, actor.Id) ?? throw new EditRefusedException(EditRefusal.NothingToUndo)).Id }), cancellationToken);

    private Task<bool> StepAsync(Actor actor, long postId, int? seen, Func<MonitorDbContext, PostReview, List<ReviewDecision>, Task<ReviewDecision>> make, CancellationToken cancellationToken) => gate.WriteAsync(actor, async db =>
    {
        var review = await LoadAsync(db, postId, cancellationToken);
        if (seen is { } revision) ChangedMeanwhileException.ThrowUnless(review, revision);
        var steps = await db.ReviewDecisions.Where(step => step.PostId == postId).OrderBy(step => step.Id).ToListAsync(cancellationToken);
        var step = await make(db, review, steps);
        (step.PostId, step.ActorId, step.At) = (postId, actor.Id, clock.GetUtcNow());
        db.ReviewDecisions.Add(step);
        await db.SaveChangesAsync(cancellationToken);
        Apply(review, ReviewFold.Of([.. steps, step]));
        if (step.Step == ReviewStep.Decided && review.ClaimedBy == actor.Id) (review.ClaimedBy, review.ClaimedUntil) = (null, null);
        await db.SaveChangesAsync(cancellationToken);
        await TouchPosts.OfPostAsync(db, postId, clock.GetUtcNow(), cancellationToken);
        return true;
    }, cancellationToken);

    private static void Apply(PostReview review, ReviewFold fold)
    {
        (review.State, review.Decision, review.DuplicateOfId) = (fold.State, fold.Decision, fold.DuplicateOfId);
        (review.DecidedBy, review.DecidedAt, review.ConfirmedBy) = (fold.Decided?.ActorId, fold.Decided?.At, fold.Confirmed?.ActorId);
    }

    private bool IsOfAnother(PostReview review, Actor actor) => review.ClaimedBy is { } holder && holder != actor.Id && review.ClaimedUntil > clock.GetUtcNow();

    private static async Task<PostReview> LoadAsync(MonitorDbContext db, long postId, CancellationToken cancellationToken)
    {
        if (await db.PostReviews.FirstOrDefaultAsync(row => row.PostId == postId, cancellationToken) is { } review) return review;
        EditRefusedException.ThrowIf(!await db.Posts.AnyAsync(post => post.Id == postId, cancellationToken), EditRefusal.NotThere);
        return db.PostReviews.Add(new PostReview { PostId = postId }).Entity;
    }
}
