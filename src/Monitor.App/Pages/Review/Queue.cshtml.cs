using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Texts;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Review;

/// <summary>The review queue: likely confessions first, or newest first; several can be decided at once.</summary>
public sealed class QueueModel(IDbContextFactory<MonitorDbContext> contexts, ReviewPosts review, AccountNames accountNames, TriageText triage, TimeProvider clock) : EditPage
{
    public QueueInput Input { get; private set; } = new(QueueShow.Waiting, QueueSort.Score, 1);

    public IReadOnlyList<QueueRow> Rows { get; private set; } = [];

    /// <summary>How many entries there are, and posts in them.</summary>
    public int Total { get; private set; }

    public int Posts { get; private set; }

    public string Say(Core.Triage.TriageReason reason) => triage.Say(reason);

    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    /// <summary>Numbers of posts that were not decided, because somebody else was faster or works on them.</summary>
    public IReadOnlyList<string> NotDecided { get; private set; } = [];

    public int Decided { get; private set; }

    public async Task OnGetAsync(QueueShow? show, QueueSort? sort, int? page, CancellationToken cancellationToken)
    {
        Input = new QueueInput(show ?? QueueShow.Waiting, sort ?? QueueSort.Score, Math.Clamp(page ?? 1, 1, QueueInput.MaxPage));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        (Rows, Total, Posts) = await Input.ReadAsync(db, Actor.Id, clock.GetUtcNow(), cancellationToken);
        Names = await accountNames.ReadAsync(cancellationToken);
    }

    /// <summary>Decides every post that was ticked; what cannot be decided is told by its number, and the others are.</summary>
    public async Task<IActionResult> OnPostAsync(QueueShow? show, QueueSort? sort, int? page, PostKind? decision, string[] chosen, CancellationToken cancellationToken)
    {
        var missed = new List<string>();
        if (decision is null or PostKind.Duplicate || !Enum.IsDefined(decision.Value)) Problem = "EditRefusal_DecisionNeeded";
        else if (chosen.Length == 0) Problem = "NothingChosen";
        else
            foreach (var (id, seen) in chosen.Take(QueueInput.PageSize).Select(Read).OfType<(long, int)>())
            {
                try
                {
                    await review.DecideAsync(Actor, id, seen, decision.Value, null, null, cancellationToken);
                    Decided++;
                }
                catch (Exception missedOne) when (missedOne is ChangedMeanwhileException or EditRefusedException or DbUpdateConcurrencyException)
                {
                    missed.Add(Post.NumberOf(id));
                }
            }

        NotDecided = missed;
        await OnGetAsync(show, sort, page, cancellationToken);
        return Page();
    }

    /// <summary>A post and the revision of its review that was seen: 123:4.</summary>
    private static (long Id, int Seen)? Read(string chosen) =>
        chosen.Split(':') is [var id, var seen] && Post.ParseNumber(id) is { } post && int.TryParse(seen, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var revision) ? (post, revision) : null;
}
