using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Jobs;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.App.Pages.Operations;

/// <summary>What is waiting, running and failed, and why; an administrator asks for another try here. Names no content of cases.</summary>
public sealed class JobsModel(IDbContextFactory<MonitorDbContext> contexts, RetryStages retry, Doorbell bell) : PageModel
{
    private const int MostRows = 50;
    private Dictionary<(StageKind, StageState), int> counts = [];

    public IReadOnlyList<JobSection> Sections { get; private set; } = [];

    /// <summary>How many rows the last retry made due.</summary>
    public int? Retried { get; private set; }

    public int Count(StageKind stage, StageState state) => counts.GetValueOrDefault((stage, state));

    public async Task OnGetAsync(int? retried, CancellationToken cancellationToken)
    {
        Retried = retried;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        counts = (await db.StageRuns.GroupBy(row => new { row.Stage, row.State }).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(group => (group.Key.Stage, group.Key.State), group => group.Count);
        var sections = new List<JobSection>();
        foreach (var state in new[] { StageState.Failed, StageState.Running, StageState.Pending })
            sections.Add(await JobSection.LoadAsync(db, state, MostRows, cancellationToken));
        Sections = sections;
    }

    public async Task<IActionResult> OnPostRetryAsync(long id, CancellationToken cancellationToken) => Back(await retry.RunAsync(id, cancellationToken));

    public async Task<IActionResult> OnPostRetryAllAsync(CancellationToken cancellationToken) => Back(await retry.RunAsync(null, cancellationToken));

    private LocalRedirectResult Back(int made)
    {
        bell.Nudge();
        return LocalRedirect("/jobs?retried=" + made.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
