using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Pages.Archive;
using Monitor.App.Texts;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Posts;
using Monitor.Core.Review;
using Monitor.Core.Triage;

namespace Monitor.App.Pages.Review;

/// <summary>The review of one post: what it is, by whom decided and confirmed, with its history; who is in it is on <see cref="TagPostModel"/>.</summary>
public sealed class ReviewPostModel(IDbContextFactory<MonitorDbContext> contexts, ReviewPosts review, AccountNames accountNames, RestrictedReads reads, TriageText triage, TimeProvider clock) : EditPage
{
    public PostReading Reading { get; private set; } = null!;

    public QueueInput Queue { get; private set; } = new(QueueShow.Waiting, QueueSort.Score, 1);

    public PostReview Standing { get; private set; } = null!;

    public IReadOnlyList<ReviewDecision> Steps { get; private set; } = [];

    /// <summary>What was said of other copies of its clips.</summary>
    public CopySuggestions FromCopies { get; private set; } = null!;

    public int Score { get; private set; }

    public IReadOnlyList<TriageReason> Reasons { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    /// <summary>What was typed, where it was not taken.</summary>
    public string? Note { get; private set; }

    /// <summary>The post that comes next in the queue, without a decision on this one.</summary>
    public long? Next { get; private set; }

    public string Me => Actor.Id;

    public bool IsClaimedByAnother => Standing.ClaimedBy is { } holder && holder != Me && Standing.ClaimedUntil > clock.GetUtcNow();

    public bool IsClaimedByMe => Standing.ClaimedBy == Me && Standing.ClaimedUntil > clock.GetUtcNow();

    public bool MayUndo => ReviewFold.Undoable(Steps, Me) is not null;

    public string Say(TriageReason reason) => triage.Say(reason);

    public string NameOf(string actor) => Names.GetValueOrDefault(actor) ?? actor;

    public string Address(string number) => $"/review/{number}?show={Queue.Show}&sort={Queue.Sort}";

    public async Task<IActionResult> OnGetAsync(string number, QueueShow? show, QueueSort? sort, long? clear, long? play, CancellationToken cancellationToken)
    {
        Queue = new QueueInput(show ?? QueueShow.Waiting, sort ?? QueueSort.Score, 1);
        if (Post.ParseNumber(number) is not { } id) return NotFound();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await PostView.LoadAsync(db, id, Viewer, cancellationToken) is not { } view) return NotFound();
        Reading = new PostReading(view, Address(view.Number), null, true, clear, play);
        Standing = await db.PostReviews.AsNoTracking().FirstOrDefaultAsync(row => row.PostId == id, cancellationToken) ?? new PostReview { PostId = id };
        Steps = await db.ReviewDecisions.AsNoTracking().Where(row => row.PostId == id).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var scored = await db.PostTriages.AsNoTracking().FirstOrDefaultAsync(row => row.PostId == id, cancellationToken);
        (Score, Reasons) = (scored?.Score ?? 0, QueueRow.ReadReasons(scored?.ReasonsJson));
        Names = await accountNames.ReadAsync(cancellationToken);
        Next = await Queue.NextAsync(db, id, Me, clock.GetUtcNow(), cancellationToken);
        FromCopies = await CopySuggestions.ReadAsync(db, Standing, view.Number, Address(view.Number) + "&handler=decide", Viewer, cancellationToken);
        await reads.NoteAsync(User, view.Restricted.Concat(FromCopies.Restricted), cancellationToken);
        return Page();
    }

    public Task<IActionResult> OnPostDecideAsync(string number, QueueShow? show, QueueSort? sort, int revision, PostKind? decision, string? duplicateOf, string? note, CancellationToken cancellationToken) =>
        StepAsync(number, show, sort, note, async id =>
        {
            EditRefusedException.ThrowIf(decision is null || !Enum.IsDefined(decision.Value), EditRefusal.DecisionNeeded);
            await review.DecideAsync(Actor, id, revision, decision!.Value, duplicateOf is null ? null : Post.ParseNumber(duplicateOf.Trim()), note, cancellationToken);
            return await GoOnAsync(id, cancellationToken);
        }, cancellationToken);

    public Task<IActionResult> OnPostJudgeAsync(string number, QueueShow? show, QueueSort? sort, int revision, [BindRequired] bool holds, string? note, CancellationToken cancellationToken) =>
        StepAsync(number, show, sort, note, async id =>
        {
            await review.JudgeAsync(Actor, id, revision, holds, note, cancellationToken);
            return await GoOnAsync(id, cancellationToken);
        }, cancellationToken);

    public Task<IActionResult> OnPostNoteAsync(string number, QueueShow? show, QueueSort? sort, string? note, CancellationToken cancellationToken) =>
        StayAsync(number, show, sort, note, id => review.NoteAsync(Actor, id, note, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostUndoAsync(string number, QueueShow? show, QueueSort? sort, int revision, CancellationToken cancellationToken) =>
        StayAsync(number, show, sort, null, id => review.UndoAsync(Actor, id, revision, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostClaimAsync(string number, QueueShow? show, QueueSort? sort, bool takeOver, CancellationToken cancellationToken) =>
        StayAsync(number, show, sort, null, id => review.ClaimAsync(Actor, id, takeOver, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostReleaseAsync(string number, QueueShow? show, QueueSort? sort, CancellationToken cancellationToken) =>
        StayAsync(number, show, sort, null, id => review.ReleaseAsync(Actor, id, cancellationToken), cancellationToken);

    /// <summary>To the next post of the queue, or back to the queue where it is empty.</summary>
    private async Task<IActionResult> GoOnAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Queue.NextAsync(db, id, Me, clock.GetUtcNow(), cancellationToken) is { } next ? LocalRedirect(Address(Post.NumberOf(next)) + "&after=" + Post.NumberOf(id)) : LocalRedirect(Queue.Link());
    }

    private Task<IActionResult> StayAsync(string number, QueueShow? show, QueueSort? sort, string? note, Func<long, Task> step, CancellationToken cancellationToken) =>
        StepAsync(number, show, sort, note, async id =>
        {
            await step(id);
            return LocalRedirect(Address(Post.NumberOf(id)));
        }, cancellationToken);

    private async Task<IActionResult> StepAsync(string number, QueueShow? show, QueueSort? sort, string? note, Func<long, Task<IActionResult>> step, CancellationToken cancellationToken)
    {
        if (Post.ParseNumber(number) is not { } id) return NotFound();
        (Queue, Note) = (new QueueInput(show ?? QueueShow.Waiting, sort ?? QueueSort.Score, 1), note);
        return await WriteAsync(() => step(id), () => OnGetAsync(number, show, sort, null, null, cancellationToken));
    }
}
