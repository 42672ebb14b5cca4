using Microsoft.AspNetCore.Mvc.ModelBinding;
using Monitor.Core.People;
using Monitor.Core.Review;

namespace Monitor.App.Pages.Review;

/// <summary>A person as the form sends it: lists as rows, of which the last ones are blank.</summary>
public sealed class PersonInput
{
    public int Revision { get; set; }

    public string? Description { get; set; }

    public string? Union { get; set; }

    public string? Position { get; set; }

    public string? Employer { get; set; }

    [BindRequired] public Confidentiality Confidentiality { get; set; }

    public IList<string?> Names { get; set; } = [];

    public IList<string?> Languages { get; set; } = [];

    public IList<string?> Schemes { get; set; } = [];

    public IList<PersonStatusKind?> Statuses { get; set; } = [];

    public IList<string?> Since { get; set; } = [];

    public IList<string?> IdentifierSchemes { get; set; } = [];

    public IList<string?> Identifiers { get; set; } = [];

    public static PersonInput Of(string? name, string? description, int blank) => new PersonInput { Names = [name], Description = name is { Length: > 0 } ? null : description }.Padded(blank);

    public static PersonInput Of(Person person, int blank) => new PersonInput
    {
        Revision = person.Revision,
        Description = person.Description,
        Union = person.Union,
        Position = person.Position,
        Employer = person.Employer,
        Confidentiality = (Confidentiality)person.Clearance,
        Names = [.. person.Names.Select(name => name.Name)],
        Languages = [.. person.Names.Select(name => name.Language)],
        Schemes = [.. person.Names.Select(name => name.Scheme)],
        Statuses = [.. person.Statuses.Select(status => (PersonStatusKind?)status.Kind)],
        Since = [.. person.Statuses.Select(status => status.Since)],
        IdentifierSchemes = [.. person.Identifiers.Select(identifier => identifier.Scheme)],
        Identifiers = [.. person.Identifiers.Select(identifier => identifier.Value)],
    }.Padded(blank);

    /// <summary>The same with blank rows at the end of each list, and all columns of a list as long as the first.</summary>
    public PersonInput Padded(int blank)
    {
        var (names, statuses, identifiers) = (Math.Min(Names.Count, 100) + blank, Math.Min(Statuses.Count, 100) + blank, Math.Min(Identifiers.Count, 100) + blank);
        (Names, Languages, Schemes) = (Fill(Names, names), Fill(Languages, names), Fill(Schemes, names));
        (Statuses, Since) = (Fill(Statuses, statuses), Fill(Since, statuses));
        (IdentifierSchemes, Identifiers) = (Fill(IdentifierSchemes, identifiers), Fill(Identifiers, identifiers));
        return this;
    }

    public PersonDraft ToDraft() => new()
    {
        Description = Description,
        Union = Union,
        Position = Position,
        Employer = Employer,
        Confidentiality = Confidentiality,
        Names = [.. Names.Take(100).Select((name, at) => new NameDraft(name, Languages.ElementAtOrDefault(at), Schemes.ElementAtOrDefault(at)))],
        Statuses = [.. Statuses.Take(100).Select((kind, at) => (kind, Since: Since.ElementAtOrDefault(at))).Where(row => row.kind is not null).Select(row => new StatusDraft(row.kind!.Value, row.Since))],
        Identifiers = [.. Identifiers.Take(100).Select((value, at) => new IdentifierDraft(IdentifierSchemes.ElementAtOrDefault(at), value))],
    };

    private static List<T?> Fill<T>(IList<T?> values, int count) => [.. Enumerable.Range(0, count).Select(at => values.ElementAtOrDefault(at))];
}
