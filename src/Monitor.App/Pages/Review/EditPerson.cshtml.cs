using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Posts;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Review;

/// <summary>Makes a person, or changes one. Near ones are shown before a new one is made.</summary>
public sealed class EditPersonModel(IDbContextFactory<MonitorDbContext> contexts, EditPeople people, RestrictedReads reads) : EditPage
{
    private const int BlankRows = 2;

    public PersonInput Input { get; private set; } = new();

    /// <summary>Number of the person that is changed; null for a new one.</summary>
    public string? Number { get; private set; }

    /// <summary>The post that the person was met in; the way back.</summary>
    public string? PostNumber { get; private set; }

    public IReadOnlyList<FoundPerson> Near { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? number, string? name, string? post, CancellationToken cancellationToken)
    {
        PostNumber = Post.ParseNumber(post ?? "") is { } id ? Post.NumberOf(id) : null;
        if (number is null)
        {
            Input = PersonInput.Of(name, PostNumber is null ? null : ", " + PostNumber, BlankRows);
            return Page();
        }

        if (Person.ParseNumber(number) is not { } known) return NotFound();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var person = await db.Persons.VisibleTo(Viewer).AsNoTracking().Include(row => row.Names.OrderBy(one => one.Id)).Include(row => row.Statuses.OrderBy(status => status.Since)).Include(row => row.Identifiers).AsSplitQuery().FirstOrDefaultAsync(row => row.Id == known && row.MergedIntoId == null, cancellationToken);
        if (person is null) return NotFound();
        await reads.NotePersonsAsync(User, [known], cancellationToken);
        (Number, Input) = (person.Number, PersonInput.Of(person, BlankRows));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? number, string? post, bool sure, [FromForm] PersonInput input, CancellationToken cancellationToken)
    {
        var id = number is null ? null : Person.ParseNumber(number);
        if (number is not null && id is null) return NotFound();
        (Number, Input, PostNumber) = (number, input.Padded(BlankRows), Post.ParseNumber(post ?? "") is { } met ? Post.NumberOf(met) : null);
        return await WriteAsync(async () =>
        {
            var draft = input.ToDraft();
            if (id is null && !sure)
            {
                Near = await people.NearOnesAsync(Viewer, draft, cancellationToken);
                await reads.NotePersonsAsync(User, Near.Select(found => found.Person.Id), cancellationToken);
                if (Near.Count > 0) return Page();
            }

            var saved = await people.SaveAsync(Actor, Viewer, id is { } known ? (known, input.Revision) : null, draft, cancellationToken);
            return LocalRedirect(PostNumber is null ? "/people/" + Person.NumberOf(saved) : $"/review/{PostNumber}/people?who={Person.NumberOf(saved)}");
        }, () => Problem == "ChangedMeanwhile" ? OnGetAsync(number, null, post, cancellationToken) : Task.FromResult<IActionResult>(Page()));
    }
}
