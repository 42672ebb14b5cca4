using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Dossiers;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Cases;

/// <summary>What a person's dossier will contain, before it is made.</summary>
public sealed class DossierModel(IDbContextFactory<MonitorDbContext> contexts, RestrictedReads reads) : PageModel
{
    public DossierContents? Contents { get; private set; }

    public DossierInput Input { get; private set; } = new("en", DossierPictures.Blurred, false, false);

    public string Number { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken cancellationToken)
    {
        if (Person.ParseNumber(number) is not { } id) return NotFound();
        (Number, Input) = (Person.NumberOf(id), DossierInput.Read(Request.Query));
        var viewer = Policies.ViewerOf(User);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Persons.VisibleTo(viewer).AnyAsync(person => person.Id == id && person.MergedIntoId == null, cancellationToken)) return NotFound();
        Contents = await DossierContents.LoadAsync(db, id, viewer, cancellationToken);
        await reads.NoteAsync(User, Contents?.Case.Restricted ?? [], cancellationToken);
        return Page();
    }
}
