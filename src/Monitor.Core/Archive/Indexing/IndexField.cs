namespace Monitor.Core.Archive.Indexing;

/// <summary>
/// The fields of an index, the same in every engine. Words of a field lie apart by clearance and by the way they are analysed: text0.exact, note1.be.
/// So what a viewer may not see has no part in how rare a word is, and phrases stay inside one field.
/// </summary>
public static class IndexField
{
    /// <summary>Raised when the way of analysing or the layout changes: the index is then built anew.</summary>
    public const int AnalysisVersion = 7;

    public const string Id = "id", PublishedAt = "publishedAt", Clearance = "clearance", Source = "source";

    /// <summary>Words as they stand, folded.</summary>
    public const string Exact = "exact";

    /// <summary>Keys of words that may be names.</summary>
    public const string Name = "name";

    /// <summary>Positions between two values of a field: no phrase reaches over it.</summary>
    public const int ValueGap = 100;

    /// <summary>Fields whose words are searched, most telling first.</summary>
    public static IReadOnlyList<string> OfWords { get; } = ["text", "screen", "speech", "note", "person"];

    /// <summary>The ways in which words are analysed: as they stand, name keys, stems by language.</summary>
    public static IReadOnlyList<string> Analyses { get; } = [Exact, Name, .. Language.WordForms.Languages];

    /// <summary>Keywords that every viewer of a record sees.</summary>
    public static IReadOnlyList<string> Keywords { get; } = ["channel", "outlet", "language", "kind", "has", "month"];

    /// <summary>Keywords that carry a clearance: union1 holds what a viewer of clearance 1 sees.</summary>
    public static IReadOnlyList<string> LeveledKeywords { get; } = ["status", "union", "personId", "act"];

    public static string Words(string field, int clearance, string analysis) => field + Digit(clearance) + "." + analysis;

    /// <summary>Where a keyword lies for a viewer of that clearance.</summary>
    public static string Keyword(string field, int clearance) => LeveledKeywords.Contains(field) ? field + Digit(clearance) : field;

    /// <summary>The keyword that a facet counts.</summary>
    public static string Of(ArchiveFacet facet) => facet == ArchiveFacet.Person ? "personId" : facet.ToString().ToLowerInvariant();

    /// <summary>Every keyword field of an index.</summary>
    public static IEnumerable<string> AllKeywords => [.. Keywords, .. LeveledKeywords.SelectMany(name => Enumerable.Range(0, Viewer.MaxClearance + 1).Select(level => Keyword(name, level)))];

    /// <summary>Every field of words of an index.</summary>
    public static IEnumerable<string> AllWords =>
        OfWords.SelectMany(name => Enumerable.Range(0, Viewer.MaxClearance + 1).SelectMany(level => Analyses.Select(analysis => Words(name, level, analysis))));

    private static string Digit(int clearance) => clearance.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
