namespace Monitor.Core.Archive.Indexing;

/// <summary>The search index. It can be thrown away and rebuilt from the database.</summary>
public interface IArchiveIndex
{
    /// <summary>Writes records durably; one with an older revision than the index holds is passed over. Returns the records that the engine refused; the others are written.
    /// Throws <see cref="IndexUnavailableException"/> where the engine does not answer or has no index: then none counts as written.</summary>
    Task<IReadOnlyList<WriteRefusal>> WriteAsync(IReadOnlyList<ArchiveRecord> records, CancellationToken cancellationToken);

    /// <summary>Makes all that was written findable now.</summary>
    Task RefreshAsync(CancellationToken cancellationToken);

    /// <summary>Throws <see cref="IndexUnavailableException"/> where the engine does not answer, <see cref="QueryRefusedException"/> beyond the bounds of a query.</summary>
    Task<ArchiveResults> SearchAsync(ArchiveQuery query, Viewer viewer, CancellationToken cancellationToken);

    /// <summary>Whether there is an index, and whether this program's analysis made it.</summary>
    Task<IndexState> ReadStateAsync(CancellationToken cancellationToken);

    /// <summary>Builds a new index from <paramref name="records"/> while the old one serves, then takes its place. Returns the records that the engine refused.</summary>
    /// <param name="beforeSwap">Runs when all is written and nothing has changed yet; where it throws, the old index stays.</param>
    Task<IReadOnlyList<WriteRefusal>> RebuildAsync(IAsyncEnumerable<ArchiveRecord> records, Func<Task>? beforeSwap, CancellationToken cancellationToken);
}

/// <summary>A record that the engine refused.</summary>
/// <param name="Reason">The engine's word for it; no content of posts.</param>
public sealed record WriteRefusal(long Id, string Reason);

/// <param name="Records">Records that it holds; 0 where there is none.</param>
/// <param name="IsCurrent">False where there is no index, or another way of analysing made it: it is to be built anew.</param>
public sealed record IndexState(long Records, bool IsCurrent);

/// <summary>The engine does not answer, or has no index: what was to be written waits, what was asked is asked again.</summary>
public sealed class IndexUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
