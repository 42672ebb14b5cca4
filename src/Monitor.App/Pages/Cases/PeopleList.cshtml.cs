using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Accounts;
using Monitor.Core.Archive;
using Monitor.Core.Database;
using Monitor.Core.People;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Cases;

/// <summary>The registry of persons: found by any spelling, or listed by union.</summary>
public sealed class PeopleListModel(IDbContextFactory<MonitorDbContext> contexts, FindPeople find, RestrictedReads reads) : PageModel
{
    public const int PageSize = 50;

    public string? Name { get; private set; }

    public string? Union { get; private set; }

    public int Number { get; private set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<ListedPerson> Rows { get; private set; } = [];

    public IReadOnlyList<string> Unions { get; private set; } = [];

    public async Task OnGetAsync(string? name, string? union, int? page, CancellationToken cancellationToken)
    {
        (Name, Union, Number) = (name?.Trim() is { Length: > 0 and <= PersonName.MaxLength } asked ? asked : null, string.IsNullOrEmpty(union) ? null : union, Math.Clamp(page ?? 1, 1, 1000));
        var viewer = Policies.ViewerOf(User);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var persons = db.Persons.VisibleTo(viewer).AsNoTracking().Where(person => person.MergedIntoId == null);
        Unions = await persons.Where(person => person.Union != null).Select(person => person.Union!).Distinct().OrderBy(one => one).Take(200).ToListAsync(cancellationToken);
        if (Union is not null) persons = persons.Where(person => person.Union == Union);
        List<Person> shown;
        if (Name is null)
        {
            Total = await persons.CountAsync(cancellationToken);
            shown = await persons.OrderByDescending(person => person.Id).Skip((Number - 1) * PageSize).Take(PageSize).Include(person => person.Names).Include(person => person.Statuses).AsSplitQuery().ToListAsync(cancellationToken);
        }
        else
        {
            var found = await find.RunAsync(Name, PageSize, true, viewer, cancellationToken);
            var ids = found.Select(match => match.Person.Id).ToList();
            var rows = await persons.Where(person => ids.Contains(person.Id)).Include(person => person.Names).Include(person => person.Statuses).AsSplitQuery().ToDictionaryAsync(person => person.Id, cancellationToken);
            shown = [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
            Total = shown.Count;
        }

        await reads.NoteAsync(User, shown.Where(person => person.Clearance > 0).Select(person => ("person", person.Id)), cancellationToken);
        Rows = await ListedPerson.CountAsync(db, viewer, shown, cancellationToken);
    }
}

/// <summary>A person as the list shows it.</summary>
public sealed record ListedPerson(Person Person, int Acts, int Tags)
{
    public static async Task<IReadOnlyList<ListedPerson>> CountAsync(MonitorDbContext db, Viewer viewer, IReadOnlyList<Person> persons, CancellationToken cancellationToken)
    {
        var ids = persons.Select(person => person.Id).ToList();
        var acts = await db.Acts.VisibleTo(viewer).Where(act => ids.Contains(act.PersonId)).GroupBy(act => act.PersonId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        var tags = await db.PersonTags.VisibleTo(viewer).Where(tag => ids.Contains(tag.PersonId)).GroupBy(tag => tag.PersonId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        return [.. persons.Select(person => new ListedPerson(person, acts.GetValueOrDefault(person.Id), tags.GetValueOrDefault(person.Id)))];
    }

    /// <summary>The status that counts: the latest one, those without a date before the others.</summary>
    public static PersonStatus? Latest(Person person) => person.Statuses.OrderBy(status => status.Since ?? "", StringComparer.Ordinal).ThenBy(status => status.Id).LastOrDefault();
}
