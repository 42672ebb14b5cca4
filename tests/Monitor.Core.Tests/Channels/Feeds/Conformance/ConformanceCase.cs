namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>A feed somebody else wrote, with what that somebody says a reader must find in it.</summary>
internal sealed record ConformanceCase(string Corpus, string Name, byte[] Bytes, ICaseExpectation Expectation)
{
    /// <summary>The Content-Type header that the case names, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where the case says it was fetched from.</summary>
    public Uri Url { get; init; } = new("http://localhost/");
}

/// <summary>What a case expects of a reading.</summary>
internal interface ICaseExpectation
{
    CaseVerdict Check(CaseReading reading);

    /// <summary>True where the case expects nothing but that the reader says the document is broken.</summary>
    bool IsRefusal { get; }
}

/// <summary>The comparison of one reading with one expectation.</summary>
/// <param name="States">True where the expectation says something about ids, links, titles, instants or enclosures, or a number of items of its own accord.</param>
/// <param name="Fault">What differs; null where nothing does.</param>
internal sealed record CaseVerdict(bool States, string? Fault)
{
    public static readonly CaseVerdict Silent = new(false, null);

    public static CaseVerdict Of(string? fault) => new(true, fault);
}
