namespace Monitor.Core.Archive;

/// <summary>What a search found.</summary>
/// <param name="Total">All hits that the viewer may see.</param>
/// <param name="Channels">Hits per channel name, most first.</param>
public sealed record ArchiveResults(long Total, IReadOnlyList<ArchiveRecord> Hits, IReadOnlyList<FacetCount> Channels);

public sealed record FacetCount(string Value, long Count);
