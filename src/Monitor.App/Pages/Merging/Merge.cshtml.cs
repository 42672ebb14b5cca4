using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Merging;

/// <summary>Merges a person into another, after both were shown side by side.</summary>
public sealed class MergeModel(IDbContextFactory<MonitorDbContext> contexts, MergePeople merge, FindPeople find, RestrictedReads reads) : EditPage
{
    public Person From { get; private set; } = null!;

    public Person? Into { get; private set; }

    public IReadOnlyList<FoundPerson> Near { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string number, string? into, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await LoadAsync(db, Person.ParseNumber(number), cancellationToken) is not { } from) return NotFound();
        From = from;
        Into = await LoadAsync(db, Person.ParseNumber(into?.Trim()), cancellationToken);
        if (Into is null && from.Names.Count > 0) Near = [.. (await find.RunAsync(from.NameIn("be"), 9, true, Viewer, cancellationToken)).Where(found => found.Person.Id != from.Id)];
        await reads.NotePersonsAsync(User, [from.Id, .. Into is { } other ? [other.Id] : Array.Empty<long>(), .. Near.Select(near => near.Person.Id)], cancellationToken);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(string number, string into, int revision, int intoRevision, CancellationToken cancellationToken) => WriteAsync(async () =>
    {
        var (from, kept) = (Person.ParseNumber(number) ?? throw new EditRefusedException(EditRefusal.NotThere), Person.ParseNumber(into) ?? throw new EditRefusedException(EditRefusal.PersonNeeded));
        await merge.RunAsync(Actor, Viewer, (from, revision), (kept, intoRevision), cancellationToken);
        return LocalRedirect("/people/" + Person.NumberOf(kept));
    }, () => OnGetAsync(number, into, cancellationToken));

    private Task<Person?> LoadAsync(MonitorDbContext db, long? id, CancellationToken cancellationToken) =>
        db.Persons.VisibleTo(Viewer).AsNoTracking().Include(row => row.Names).Include(row => row.Statuses).AsSplitQuery().FirstOrDefaultAsync(row => row.Id == id && row.MergedIntoId == null, cancellationToken);
}
