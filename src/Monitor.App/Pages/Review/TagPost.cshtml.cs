using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Pages.Archive;
using Monitor.App.Texts;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Posts;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Review;

/// <summary>Who is in a post: tags in its media and its text. Names that stand in it are suggested; a person confirms each.</summary>
public sealed class TagPostModel(IDbContextFactory<MonitorDbContext> contexts, EditTags tags, FindPeople find, SuggestPeople suggest, RestrictedReads reads) : EditPage
{
    public PostReading Reading { get; private set; } = null!;

    /// <summary>What was looked for.</summary>
    public string? Who { get; private set; }

    public IReadOnlyList<FoundPerson> Found { get; private set; } = [];

    public IReadOnlyList<SuggestedPerson> Suggested { get; private set; } = [];

    public IEnumerable<PersonTag> Tags => Reading.View.Media.SelectMany(media => media.Tags).DistinctBy(tag => tag.Id).Concat(Reading.View.Tags);

    public string Address => $"/review/{Reading.View.Number}/people";

    public async Task<IActionResult> OnGetAsync(string number, string? who, long? clear, long? play, CancellationToken cancellationToken)
    {
        if (Post.ParseNumber(number) is not { } id) return NotFound();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await PostView.LoadAsync(db, id, Viewer, cancellationToken) is not { } view) return NotFound();
        Reading = new PostReading(view, $"/review/{view.Number}/people", null, true, clear, play);
        Who = who?.Trim() is { Length: > 0 and <= PersonName.MaxLength } asked ? asked : null;
        if (Who is not null) Found = await FindAsync(db, Who, cancellationToken);
        Suggested = await suggest.RunAsync(db, Viewer, [view.Current?.Title ?? "", view.Current?.Text ?? "", .. view.Media.SelectMany(media => media.Captions).Select(caption => caption.Text)], [.. Tags.Select(tag => tag.PersonId)], cancellationToken);
        await reads.NoteAsync(User, view.Restricted, cancellationToken);
        return Page();
    }

    /// <param name="place">media:ID, or text.</param>
    public async Task<IActionResult> OnPostAsync(string number, string? who, long? person, string? place, PersonRole role, string? from, string? to, string? region, Certainty certainty, Confidentiality confidentiality, CancellationToken cancellationToken)
    {
        if (Post.ParseNumber(number) is not { } id) return NotFound();
        return await WriteAsync(async () =>
        {
            EditRefusedException.ThrowIf(person is null, EditRefusal.PersonNeeded);
            var item = place is ['m', 'e', 'd', 'i', 'a', ':', .. var digits] && long.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var parsed) ? parsed : (long?)null;
            var draft = new TagDraft(person!.Value, item, item is null ? id : null, role, Time(from), Time(to), region, certainty, confidentiality);
            await tags.SaveAsync(Actor, Viewer, null, draft, cancellationToken);
            return LocalRedirect($"/review/{Post.NumberOf(id)}/people");
        }, () => OnGetAsync(number, who, null, null, cancellationToken));
    }

    public async Task<IActionResult> OnPostRemoveAsync(string number, long tag, int revision, CancellationToken cancellationToken) => await WriteAsync(async () =>
    {
        await tags.RemoveAsync(Actor, Viewer, tag, revision, cancellationToken);
        return LocalRedirect($"/review/{number}/people");
    }, () => OnGetAsync(number, null, null, null, cancellationToken));

    private static long? Time(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : HumanText.ParseDuration(typed) ?? throw new EditRefusedException(EditRefusal.TimesNotUnderstood);

    /// <summary>By number, such as P-000012, or by name.</summary>
    private async Task<IReadOnlyList<FoundPerson>> FindAsync(MonitorDbContext db, string who, CancellationToken cancellationToken)
    {
        if (!who.StartsWith("P-", StringComparison.OrdinalIgnoreCase) || Person.ParseNumber(who) is not { } id) return await find.RunAsync(who, 8, true, Viewer, cancellationToken);
        var person = await db.Persons.VisibleTo(Viewer).AsNoTracking().Include(row => row.Names).FirstOrDefaultAsync(row => row.Id == id && row.MergedIntoId == null, cancellationToken);
        return person is null ? [] : [new FoundPerson(person, new PersonMatch(id, 1, person.Number, []))];
    }
}
