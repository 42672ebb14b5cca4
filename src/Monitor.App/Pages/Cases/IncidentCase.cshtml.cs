using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Pages.Archive;
using Monitor.Core.Database;
using Monitor.Core.Posts;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Cases;

/// <summary>An incident: its acts by person, and the clips that show it.</summary>
public sealed class IncidentCaseModel(IDbContextFactory<MonitorDbContext> contexts, RestrictedReads reads) : PageModel
{
    public Incident Incident { get; private set; } = null!;

    public IReadOnlyList<Act> Acts { get; private set; } = [];

    /// <summary>Each clip with the posts that carry it.</summary>
    public IReadOnlyList<(IncidentClip Clip, IReadOnlyList<CasePost> Posts, long? Still)> Clips { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        var viewer = Policies.ViewerOf(User);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Incidents.VisibleTo(viewer).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } incident) return NotFound();
        Incident = incident;
        Acts = await db.Acts.VisibleTo(viewer).AsNoTracking().Include(act => act.Person).ThenInclude(person => person!.Names).Where(act => act.IncidentId == id).OrderBy(act => act.When).ThenBy(act => act.Id).ToListAsync(cancellationToken);
        var clips = await db.IncidentClips.AsNoTracking().Where(clip => clip.IncidentId == id).OrderBy(clip => clip.Id).ToListAsync(cancellationToken);
        var items = clips.Select(clip => clip.MediaItemId).ToList();
        var carriers = await Carriers.Of(db, items).Join(db.Posts, row => row.PostId, post => post.Id, (row, post) => new { Item = row.MediaItemId, post.Id, post.Channel!.Title, post.Channel.Outlet, post.Url, post.PublishedAt, post.PublishedPrecision }).ToListAsync(cancellationToken);
        var stills = await StillsOfPosts.ReadAsync(db, [.. carriers.Select(row => row.Id).Distinct()], cancellationToken);
        Clips = [.. clips.Select(clip => (clip, (IReadOnlyList<CasePost>)[.. carriers.Where(row => row.Item == clip.MediaItemId).OrderBy(row => row.PublishedAt).Select(row => new CasePost(row.Id, row.Title, row.Outlet, row.Url, row.PublishedAt, row.PublishedPrecision))], carriers.Where(row => row.Item == clip.MediaItemId && stills.ContainsKey(row.Id)).Select(row => (long?)stills[row.Id]).FirstOrDefault()))];
        await reads.NoteAsync(User, (incident.Clearance > 0 ? [("incident", id)] : Enumerable.Empty<(string, long)>()).Concat(Acts.Where(act => act.NeededClearance > 0).Select(act => ("act", act.Id))), cancellationToken);
        return Page();
    }
}
