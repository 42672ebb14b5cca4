using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.App.Pages.Archive;
using Monitor.App.Texts;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Posts;
using Monitor.Core.Reposts;
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

    /// <summary>Tags on other copies of its clips.</summary>
    public CopySuggestions FromCopies { get; private set; } = null!;

    /// <summary>The tag that is being changed; null while a new one is made.</summary>
    public PersonTag? Edited { get; private set; }

    public IEnumerable<PersonTag> Tags => Reading.View.Media.SelectMany(media => media.Tags).DistinctBy(tag => tag.Id).Concat(Reading.View.Tags);

    public string Address => $"/review/{Reading.View.Number}/people";

    public async Task<IActionResult> OnGetAsync(string number, string? who, long? clear, long? play, long? edit, CancellationToken cancellationToken)
    {
        if (Post.ParseNumber(number) is not { } id) return NotFound();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await PostView.LoadAsync(db, id, Viewer, cancellationToken) is not { } view) return NotFound();
        Reading = new PostReading(view, $"/review/{view.Number}/people", null, true, clear, play);
        Who = who?.Trim() is { Length: > 0 and <= PersonName.MaxLength } asked ? asked : null;
        if (Who is not null) Found = await FindAsync(db, Who, cancellationToken);
        Edited = Tags.FirstOrDefault(tag => tag.Id == edit);
        if (Edited is { } changed) Found = [new FoundPerson(changed.Person!, new PersonMatch(changed.PersonId, 1, changed.Person!.Number, [])), .. Found.Where(found => found.Person.Id != changed.PersonId)];
        Suggested = await suggest.RunAsync(db, Viewer, [view.Current?.Title ?? "", view.Current?.Text ?? "", .. view.Media.SelectMany(media => media.Captions).Select(caption => caption.Text)], [.. Tags.Select(tag => tag.PersonId)], cancellationToken);
        FromCopies = await CopySuggestions.ReadTagsAsync(db, id, view.Number, Viewer, cancellationToken);
        await reads.NoteAsync(User, view.Restricted.Concat(FromCopies.Restricted), cancellationToken);
        await reads.NotePersonsAsync(User, Found.Select(found => found.Person.Id).Concat(Suggested.Select(found => found.Person.Id)), cancellationToken);
        return Page();
    }

    /// <param name="place">media:ID, or text.</param>
    /// <param name="edited">The tag that is changed, and the revision that was seen; none for a new one.</param>
    public async Task<IActionResult> OnPostAsync(string number, string? who, long? person, string? place, [BindRequired] PersonRole role, string? from, string? to, string? region, [BindRequired] Certainty certainty, [BindRequired] Confidentiality confidentiality, long? edited, int revision, CancellationToken cancellationToken)
    {
        if (Post.ParseNumber(number) is not { } id) return NotFound();
        return await WriteAsync(async () =>
        {
            EditRefusedException.ThrowIf(person is null, EditRefusal.PersonNeeded);
            var item = place == "text" ? (long?)null : await ItemAsync(id, place, cancellationToken);
            var draft = new TagDraft(person!.Value, item, item is null ? id : null, role, Time(from), Time(to), region, certainty, confidentiality);
            await tags.SaveAsync(Actor, Viewer, edited is { } tag ? (tag, revision) : null, draft, cancellationToken);
            return LocalRedirect($"/review/{Post.NumberOf(id)}/people");
        }, () => OnGetAsync(number, who, null, null, edited, cancellationToken));
    }

    /// <summary>A media item that the post carries, and no other.</summary>
    private async Task<long> ItemAsync(long post, string? place, CancellationToken cancellationToken)
    {
        EditRefusedException.ThrowIf(place?.StartsWith("media:", StringComparison.Ordinal) != true || !long.TryParse(place[6..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _), EditRefusal.PlaceOfTagNeeded);
        var item = long.Parse(place![6..], System.Globalization.CultureInfo.InvariantCulture);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        EditRefusedException.ThrowIf(!await db.PostMedia.AnyAsync(media => media.PostId == post && media.Source!.MediaItemId == item, cancellationToken), EditRefusal.PlaceOfTagNeeded);
        return item;
    }

    /// <summary>Takes a tag over from a copy, as it is suggested now: what the form says of it is only which one.</summary>
    /// <param name="back">review to come back to the review; else this page.</param>
    public async Task<IActionResult> OnPostTakeAsync(string number, long tag, long item, string? back, CancellationToken cancellationToken)
    {
        if (Post.ParseNumber(number) is not { } id) return NotFound();
        return await WriteAsync(async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var suggested = (await SuggestFromCopies.TagsAsync(db, id, Viewer, cancellationToken)).FirstOrDefault(known => known.Tag.Id == tag && known.Draft.MediaItemId == item) ?? throw new EditRefusedException(EditRefusal.SuggestionGone);
            await tags.SaveAsync(Actor, Viewer, null, suggested.Draft, cancellationToken);
            return LocalRedirect($"/review/{Post.NumberOf(id)}" + (back == "review" ? "" : "/people"));
        }, () => OnGetAsync(number, null, null, null, null, cancellationToken));
    }

    public async Task<IActionResult> OnPostRemoveAsync(string number, long tag, int revision, CancellationToken cancellationToken) => await WriteAsync(async () =>
    {
        await tags.RemoveAsync(Actor, Viewer, tag, revision, cancellationToken);
        return LocalRedirect($"/review/{number}/people");
    }, () => OnGetAsync(number, null, null, null, null, cancellationToken));

    private static long? Time(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : HumanText.ParseDuration(typed) ?? throw new EditRefusedException(EditRefusal.TimesNotUnderstood);

    /// <summary>By number, such as P-000012, or by name.</summary>
    private async Task<IReadOnlyList<FoundPerson>> FindAsync(MonitorDbContext db, string who, CancellationToken cancellationToken)
    {
        if (!who.StartsWith("P-", StringComparison.OrdinalIgnoreCase) || Person.ParseNumber(who) is not { } id) return await find.RunAsync(who, 8, true, Viewer, cancellationToken);
        var person = await db.Persons.VisibleTo(Viewer).AsNoTracking().Include(row => row.Names).FirstOrDefaultAsync(row => row.Id == id && row.MergedIntoId == null, cancellationToken);
        return person is null ? [] : [new FoundPerson(person, new PersonMatch(id, 1, person.Number, []))];
    }
}
