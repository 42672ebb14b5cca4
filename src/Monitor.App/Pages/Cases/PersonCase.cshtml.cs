using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
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

    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];

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
        if (Policies.MayReview(User)) History = await RecordHistory.ReadAsync(db, accountNames, "person", id, viewer, cancellationToken);
        await reads.NoteAsync(User, found.Restricted, cancellationToken);
        return Page();
    }

    private static string Capitals(string name) => string.Join(' ', name.Split(' ').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
