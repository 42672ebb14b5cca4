namespace Monitor.Core.Archive.Indexing;

/// <summary>The order in which the values of a facet are told, the same in every engine.</summary>
public static class FacetOrder
{
    /// <summary>Values of a facet that are told: the most frequent ones.</summary>
    public const int MaxValues = 50;

    /// <summary>Months that are told: the latest of a century.</summary>
    public const int MaxMonths = 1200;

    /// <summary>Most first, equal ones by their letters; months as they follow one another.</summary>
    public static IReadOnlyList<FacetCount> Of(string field, IEnumerable<KeyValuePair<string, long>> counts) => field == IndexField.Of(ArchiveFacet.Month)
        ? [.. counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).TakeLast(MaxMonths).Select(pair => new FacetCount(pair.Key, pair.Value))]
        : [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MaxValues).Select(pair => new FacetCount(pair.Key, pair.Value))];
}
