using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Pages.Cases;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Posts;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Review;

/// <summary>Makes an act, or changes one and its evidence.</summary>
public sealed class EditActModel(IDbContextFactory<MonitorDbContext> contexts, EditActs acts, RestrictedReads reads, AccountNames accountNames) : EditPage
{
    public ActInput Input { get; private set; } = new();

    /// <summary>Null for a new one.</summary>
    public long? Id { get; private set; }

    public Person? Person { get; private set; }

    public IReadOnlyList<ActEvidence> Evidence { get; private set; } = [];

    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];

    public IReadOnlyList<(long Id, string Title)> Incidents { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long? id, string? person, long? tag, string? post, CancellationToken cancellationToken)
    {
        Input = new ActInput { Person = person, TagId = tag, Post = post, Certainty = Certainty.Confirmed, Kind = tag is null ? ActKind.Detention : ActKind.CoercedConfession };
        return await ShowAsync(id, keep: false, cancellationToken);
    }

    public Task<IActionResult> OnPostAsync(long? id, [FromForm] ActInput input, CancellationToken cancellationToken)
    {
        Input = input;
        return WriteAsync(async () =>
        {
            var person = Person.ParseNumber(input.Person?.Trim()) ?? throw new EditRefusedException(EditRefusal.PersonNeeded);
            await acts.SaveAsync(Actor, Viewer, id is { } known ? (known, input.Revision) : null, input.ToDraft(person), cancellationToken);
            return LocalRedirect("/people/" + Person.NumberOf(person));
        }, () => ShowAsync(id, keep: Problem != "ChangedMeanwhile", cancellationToken));
    }

    public Task<IActionResult> OnPostRemoveAsync(long id, int revision, CancellationToken cancellationToken) => WriteAsync(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var person = await db.Acts.VisibleTo(Viewer).Where(act => act.Id == id).Select(act => (long?)act.PersonId).FirstOrDefaultAsync(cancellationToken) ?? throw new EditRefusedException(EditRefusal.NotThere);
        await acts.RemoveAsync(Actor, Viewer, id, revision, cancellationToken);
        return LocalRedirect("/people/" + Person.NumberOf(person));
    }, () => ShowAsync(id, keep: false, cancellationToken));

    public Task<IActionResult> OnPostUnlinkAsync(long id, int revision, long evidence, CancellationToken cancellationToken) => WriteAsync(async () =>
    {
        await acts.RemoveEvidenceAsync(Actor, Viewer, id, revision, evidence, cancellationToken);
        return LocalRedirect($"/acts/{id}");
    }, () => ShowAsync(id, keep: false, cancellationToken));

    private async Task<IActionResult> ShowAsync(long? id, bool keep, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        Id = id;
        if (id is not null)
        {
            var act = await db.Acts.VisibleTo(Viewer).AsNoTracking().Include(row => row.Evidence).ThenInclude(row => row.Tag).ThenInclude(tag => tag!.Person).FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
            if (act is null) return NotFound();
            if (!keep) Input = ActInput.Of(act);
            Evidence = [.. act.Evidence.Where(row => row.IsVisibleTo(Viewer)).OrderBy(row => row.Id)];
        }

        var number = Person.ParseNumber(Input.Person?.Trim());
        Person = await db.Persons.VisibleTo(Viewer).AsNoTracking().Include(row => row.Names).FirstOrDefaultAsync(row => row.Id == number, cancellationToken);
        if (Person is { } shown) await reads.NotePersonsAsync(User, [shown.Id], cancellationToken);
        if (id is { } known && Input.Confidentiality != Confidentiality.Public) await reads.NoteAsync(User, [("act", known)], cancellationToken);
        if (id is not null) History = await RecordHistory.ReadAsync(db, accountNames, "act", id.Value, Viewer, cancellationToken);
        Incidents = [.. (await db.Incidents.VisibleTo(Viewer).AsNoTracking().OrderByDescending(row => row.Id).Take(200).Select(row => new { row.Id, row.Title }).ToListAsync(cancellationToken)).Select(row => (row.Id, row.Title))];
        return Page();
    }
}

/// <summary>An act as the form sends it.</summary>
public sealed class ActInput
{
    public int Revision { get; set; }

    /// <summary>Number of the person, such as P-000012.</summary>
    public string? Person { get; set; }

    public long? Incident { get; set; }

    [BindRequired] public ActKind Kind { get; set; }

    public string? When { get; set; }

    public string? Place { get; set; }

    public string? Agency { get; set; }

    [BindRequired] public Certainty Certainty { get; set; }

    [BindRequired] public Confidentiality Confidentiality { get; set; }

    public string? Note { get; set; }

    /// <summary>Evidence to be added: a tag, a post's number, a link.</summary>
    public long? TagId { get; set; }

    public string? Post { get; set; }

    public string? Url { get; set; }

    public static ActInput Of(Act act) => new()
    {
        Revision = act.Revision,
        Person = Core.People.Person.NumberOf(act.PersonId),
        Incident = act.IncidentId,
        Kind = act.Kind,
        When = act.When,
        Place = act.Place,
        Agency = act.Agency,
        Certainty = act.Certainty,
        Confidentiality = (Confidentiality)act.Clearance,
        Note = act.Note,
    };

    public ActDraft ToDraft(long person) => new(person, Incident, Kind, When, Place, Agency, Certainty, Confidentiality, Note, [.. Added()]);

    private IEnumerable<EvidenceDraft> Added()
    {
        if (TagId is { } tag) yield return new EvidenceDraft(null, tag, null);
        else if (!string.IsNullOrWhiteSpace(Post)) yield return new EvidenceDraft(Core.Posts.Post.ParseNumber(Post.Trim()) ?? throw new EditRefusedException(EditRefusal.EvidenceNeeded), null, null);
        if (!string.IsNullOrWhiteSpace(Url)) yield return new EvidenceDraft(null, null, Url.Trim());
    }
}
