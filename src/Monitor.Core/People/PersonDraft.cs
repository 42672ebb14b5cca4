using Monitor.Core.Review;

namespace Monitor.Core.People;

/// <summary>A person as somebody wrote it: the whole of it, lists included.</summary>
public sealed record PersonDraft
{
    public string? Description { get; init; }

    public string? Union { get; init; }

    public string? Position { get; init; }

    public string? Employer { get; init; }

    public Confidentiality Confidentiality { get; init; }

    public IReadOnlyList<NameDraft> Names { get; init; } = [];

    public IReadOnlyList<StatusDraft> Statuses { get; init; } = [];

    public IReadOnlyList<IdentifierDraft> Identifiers { get; init; } = [];
}

/// <param name="Language">be, ru, en …</param>
/// <param name="Scheme">How a Latin form was made, such as be-2007.</param>
public sealed record NameDraft(string? Name, string? Language, string? Scheme);

/// <param name="Since">As <see cref="PartialDate"/> reads it.</param>
public sealed record StatusDraft(PersonStatusKind Kind, string? Since);

/// <param name="Scheme">Who calls the person so, such as viasna.</param>
public sealed record IdentifierDraft(string? Scheme, string? Value);
