namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>An expectation that a corpus states as a whole feed in JSON; what it leaves out is not compared, except the number of items.</summary>
internal sealed record ExpectedFeed(string? Title, IReadOnlyList<ExpectedItem> Items, Uri Url) : ICaseExpectation
{
    public bool IsRefusal => false;

    private bool StatesMore => Title is not null || Items.Any(item => item is not { Id: null, Link: null, Title: null, Published: null, Updated: null, Enclosures: null });

    public CaseVerdict Check(CaseReading reading) => new(StatesMore,
        (Title is null ? null : CaseComparison.Title("feed", Title, reading.Title)) ?? CaseComparison.Count(Items.Count, reading.Items.Count)
        ?? Items.Zip(reading.Items).Index().Select(pair => Check($"item {pair.Index}", pair.Item.First, pair.Item.Second)).FirstOrDefault(fault => fault is not null));

    private string? Check(string where, ExpectedItem stated, CaseItem read) =>
        (stated.Id is null ? null : CaseComparison.Id(where, stated.Id, read.Id))
        ?? (stated.Title is null ? null : CaseComparison.Title(where, stated.Title, read.Title))
        ?? (stated.Link is null ? null : CaseComparison.Link(where, stated.Link, read.Link, Url))
        ?? (stated.Published is not { } published ? null : CaseComparison.Instant(where + " published", published, read.Published))
        ?? (stated.Updated is not { } updated ? null : CaseComparison.Instant(where + " updated", updated, read.Updated ?? read.Published))
        ?? (stated.Enclosures is null ? null : CaseComparison.Enclosures(where, stated.Enclosures, read.Enclosures, Url));
}

/// <summary>One item of such an expectation; null is not stated.</summary>
internal sealed record ExpectedItem(string? Id, string? Link, string? Title, DateTimeOffset? Published, DateTimeOffset? Updated, IReadOnlyList<string>? Enclosures);
