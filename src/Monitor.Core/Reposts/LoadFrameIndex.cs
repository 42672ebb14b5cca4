using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;

namespace Monitor.Core.Reposts;

/// <summary>The index of frames of the archive, filled from the database at the start or at first use: row by row, so that only the hashes stay in memory.</summary>
public sealed class LoadFrameIndex(IDbContextFactory<MonitorDbContext> contexts) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private Task<FrameIndex>? loading;

    /// <summary>The one index. Tracks that are written later are put into it by <see cref="MatchReposts"/>.</summary>
    public async Task<FrameIndex> RunAsync(CancellationToken cancellationToken)
    {
        Task<FrameIndex> load;
        lock (gate)
        {
            if (loading is null or { IsFaulted: true } or { IsCanceled: true }) loading = Task.Run(() => LoadAsync(ended.Token), ended.Token);
            load = loading;
        }

        // Who waits may go away: the loading goes on for the next one.
        return await load.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }

    private async Task<FrameIndex> LoadAsync(CancellationToken cancellationToken)
    {
        var index = new FrameIndex();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var track in db.HashTracks.AsNoTracking().OrderBy(row => row.MediaItemId).AsAsyncEnumerable().WithCancellation(cancellationToken))
            index.Put(track.MediaItemId, IndexedFrames.ToKeep(track.Unpack()));
        return index;
    }
}
