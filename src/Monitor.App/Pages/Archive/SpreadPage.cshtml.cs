using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Texts;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Reposts;

namespace Monitor.App.Pages.Archive;

/// <summary>Where a clip was published, over time and channels; analysts confirm copies and split them off here.</summary>
public sealed class SpreadPageModel(IDbContextFactory<MonitorDbContext> contexts, JudgeReposts judge, JoinReposts join, AccountNames accountNames, RepostText words) : EditPage
{
    public Spread Spread { get; private set; } = null!;

    /// <summary>First posts that carry each copy, and the still that stands for where its stretch begins.</summary>
    public CopiesShown Shown { get; private set; } = CopiesShown.None;

    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public string Number => Post.NumberOf(Spread.PostId);

    public bool MayJudge => Policies.MayReview(User);

    public string Say(RepostMatch match, long item) => words.Say(match, item);

    /// <summary>The media item of a match that is not this one.</summary>
    public static long Other(RepostMatch match, long item) => match.OneId == item ? match.OtherId : match.OneId;

    public string Address(string? handler = null) => $"/spread/{Number}?" + (Spread.Clip is { } clip ? $"clip={clip.MediaItemId}" : "") + (handler is null ? "" : "&handler=" + handler);

    public async Task<IActionResult> OnGetAsync(string number, long? clip, CancellationToken cancellationToken)
    {
        if (Post.ParseNumber(number) is not { } id) return NotFound();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ReadSpread.RunAsync(db, id, clip, cancellationToken) is not { } spread) return NotFound();
        Spread = spread;
        Shown = await CopiesShown.ReadAsync(db, spread, cancellationToken);
        if (MayJudge) Names = await accountNames.ReadAsync(cancellationToken);
        return Page();
    }

    public Task<IActionResult> OnPostConfirmAsync(string number, long? clip, long group, long item, int? revision, CancellationToken cancellationToken) =>
        JudgeAsync(number, clip, () => judge.ConfirmAsync(Actor, group, item, revision, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostSplitAsync(string number, long? clip, long group, long item, int? revision, CancellationToken cancellationToken) =>
        JudgeAsync(number, clip, () => judge.SplitAsync(Actor, group, item, revision, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostUndoAsync(string number, long? clip, long group, long item, int? revision, CancellationToken cancellationToken) =>
        JudgeAsync(number, clip, () => judge.UndoAsync(Actor, group, item, revision, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostJoinAsync(string number, long? clip, long group, long into, CancellationToken cancellationToken) =>
        JudgeAsync(number, clip, () => join.RunAsync(Actor, group, into, cancellationToken), cancellationToken);

    /// <summary>The page is read by all who read cases; what copies are is said by those who review.</summary>
    private async Task<IActionResult> JudgeAsync(string number, long? clip, Func<Task> write, CancellationToken cancellationToken)
    {
        if (!MayJudge) return Forbid();
        if (Post.ParseNumber(number) is not { } id) return NotFound();
        return await WriteAsync(async () =>
        {
            await write();
            return LocalRedirect($"/spread/{Post.NumberOf(id)}" + (clip is { } item ? $"?clip={item}" : ""));
        }, () => OnGetAsync(number, clip, cancellationToken));
    }
}
