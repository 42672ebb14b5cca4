using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Audit;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Cases;

/// <summary>A person's case: who it is, what was done, where it is to be seen.</summary>
public sealed class PersonCaseModel(IDbContextFactory<MonitorDbContext> contexts, RestrictedReads reads, AccountNames accountNames) : PageModel
{
    public CaseFile Case { get; private set; } = null!;

    /// <summary>Spellings that are not kept but found: each name by each scheme.</summary>
    public IReadOnlyList<(string Name, string Scheme)> Variants { get; private set; } = [];

    public IReadOnlyList<(AuditEntry Entry, IReadOnlyList<Change> Changes)> History { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public long? ClearStill { get; private set; }

    public async Task<IActionResult> OnGetAsync(string number, long? clear, CancellationToken cancellationToken)
    {
        if (Person.ParseNumber(number) is not { } id) return NotFound();
        var viewer = Policies.ViewerOf(User);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await CaseFile.LoadAsync(db, id, viewer, cancellationToken) is not { } found) return NotFound();
        // Who looks for the one that was merged is led to the other; where that one is hidden, neither is there.
        if (found.Person.MergedIntoId is { } into) return await db.Persons.VisibleTo(viewer).AnyAsync(person => person.Id == into, cancellationToken) ? LocalRedirect("/people/" + Person.NumberOf(into)) : NotFound();
        (Case, ClearStill) = (found, clear);
        Variants = [.. found.Person.Names.Where(name => name.Script == "Cyrl").SelectMany(name => Transliteration.Schemes.Where(scheme => scheme.Language == (name.Language ?? scheme.Language)).Select(scheme => (Capitals(scheme.Render(name.Name)), scheme.Name))).DistinctBy(pair => pair.Item1)];
        if (Policies.MayReview(User)) await LoadHistoryAsync(db, id, cancellationToken);
        await reads.NoteAsync(User, found.Restricted, cancellationToken);
        return Page();
    }

    private async Task LoadHistoryAsync(MonitorDbContext db, long id, CancellationToken cancellationToken)
    {
        Names = await accountNames.ReadAsync(cancellationToken);
        var changes = await db.Changes.AsNoTracking().Where(change => change.SubjectKind == "person" && change.SubjectId == id).OrderByDescending(change => change.Id).Take(500).ToListAsync(cancellationToken);
        var sequences = changes.Select(change => change.AuditSequence).Distinct().ToList();
        var entries = await db.AuditEntries.AsNoTracking().Where(entry => sequences.Contains(entry.Sequence)).OrderByDescending(entry => entry.Sequence).ToListAsync(cancellationToken);
        History = [.. entries.Select(entry => (entry, (IReadOnlyList<Change>)[.. changes.Where(change => change.AuditSequence == entry.Sequence)]))];
    }

    private static string Capitals(string name) => string.Join(' ', name.Split(' ').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
