namespace Monitor.Core.Archive;

/// <summary>The search index. It can be thrown away and rebuilt from the database.</summary>
public interface IArchiveIndex
{
    /// <summary>Writes records durably. One with an older revision than the index holds is passed over.</summary>
    Task WriteAsync(IReadOnlyList<ArchiveRecord> records, CancellationToken cancellationToken);

    Task<ArchiveResults> SearchAsync(ArchiveQuery query, Viewer viewer, CancellationToken cancellationToken);

    /// <summary>Number of records.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>Builds a new index from <paramref name="records"/> while the old one serves, then takes its place.</summary>
    Task RebuildAsync(IAsyncEnumerable<ArchiveRecord> records, CancellationToken cancellationToken);
}
