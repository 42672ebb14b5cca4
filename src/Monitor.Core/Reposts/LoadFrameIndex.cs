using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Reposts;

/// <summary>The index of frames of the archive, filled from the database at first use: row by row, so that only the hashes stay in memory.</summary>
public sealed class LoadFrameIndex(IDbContextFactory<MonitorDbContext> contexts) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private FrameIndex? loaded;

    /// <summary>The one index. Tracks that are written later are put into it by <see cref="MatchReposts"/>.</summary>
    public async Task<FrameIndex> RunAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref loaded) is { } ready) return ready;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (loaded is not null) return loaded;
            var index = new FrameIndex();
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await foreach (var track in db.HashTracks.AsNoTracking().OrderBy(row => row.MediaItemId).AsAsyncEnumerable().WithCancellation(cancellationToken))
                index.Put(track.MediaItemId, IndexedFrames.ToKeep(track.Unpack()));
            Volatile.Write(ref loaded, index);
            return index;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
