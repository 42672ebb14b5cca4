using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Keyframes;

/// <summary>Stage: shots, stills and hashes of a clip or picture; the stills go into the store with their custody, then all rows in one transaction.</summary>
public sealed class ExtractKeyframes(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, IMediaStore store, MediaWork work, TimeProvider clock) : IStage
{
    private const int StillsAtOnce = 100;

    public StageKind Kind => StageKind.Keyframes;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var item = await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.SubjectId, cancellationToken);
        if (item is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        using var scratch = work.MakeScratch();
        await using var progress = new StageProgress(gate, run, clock);
        try
        {
            var (file, probe) = await work.Prober.OpenAsync(store.LocalPath(new ContentHash(item.ContentHash)), scratch.Path, cancellationToken);
            var kept = await db.UnfinishedScans.AsNoTracking().FirstOrDefaultAsync(row => row.MediaItemId == item.Id && row.StageVersion == run.StageVersion, cancellationToken);
            var scan = kept?.Unpack() ?? await ScanAsync(item, run, file, probe, scratch.Path, progress, cancellationToken);
            var found = await work.Keyframes.TakeAsync(file, probe, scan, scratch.Path, progress, cancellationToken);
            await RecordAsync(item, found, await work.Versions.OfAsync("ffmpeg"), cancellationToken);
            return StageOutcome.Success;
        }
        catch (DecodeException refusal)
        {
            var outcome = refusal.ToOutcome();
            if (outcome is StageOutcome.Failed) await gate.WriteAsync(write => write.UnfinishedScans.Where(row => row.MediaItemId == item.Id).ExecuteDeleteAsync(cancellationToken), cancellationToken);
            return outcome;
        }
    }

    private async Task<ClipScan> ScanAsync(MediaItem item, StageRun run, string file, MediaProbe probe, string scratchFolder, StageProgress progress, CancellationToken cancellationToken)
    {
        var scan = await work.Keyframes.ScanAsync(file, probe, scratchFolder, progress, cancellationToken);
        if (probe.DurationMs is not >= UnfinishedScan.LeastMs) return scan;
        await gate.WriteAsync(async write =>
        {
            await write.UnfinishedScans.Where(row => row.MediaItemId == item.Id).ExecuteDeleteAsync(cancellationToken);
            write.UnfinishedScans.Add(new UnfinishedScan { MediaItemId = item.Id, StageVersion = run.StageVersion, Packed = UnfinishedScan.Pack(scan) });
        }, cancellationToken);
        return scan;
    }

    private async Task RecordAsync(MediaItem item, ExtractedStills found, string toolVersion, CancellationToken cancellationToken)
    {
        var stored = new List<(ExtractedStill Still, StoredBlob Full, StoredBlob Small, StoredBlob Blurred)>();
        foreach (var some in found.Stills.Chunk(StillsAtOnce)) stored.AddRange(await StoreAsync(item, some, toolVersion, cancellationToken));
        await gate.WriteAsync(async db =>
        {
            // Through the context: what is removed has its custody entry.
            db.Keyframes.RemoveRange(await db.Keyframes.Where(row => row.MediaItemId == item.Id).ToListAsync(cancellationToken));
            await db.SaveChangesAsync(cancellationToken);
            await db.Shots.Where(row => row.MediaItemId == item.Id).ExecuteDeleteAsync(cancellationToken);
            await db.HashTracks.Where(row => row.MediaItemId == item.Id).ExecuteDeleteAsync(cancellationToken);
            await db.UnfinishedScans.Where(row => row.MediaItemId == item.Id).ExecuteDeleteAsync(cancellationToken);
            // Of a picture that moves no container says how long; its last frame does.
            if (item is { Shape: MediaShape.Video, DurationMs: null } && found.Shots.Count > 0) (await db.MediaItems.FirstAsync(row => row.Id == item.Id, cancellationToken)).DurationMs = found.Shots[^1].EndMs;
            db.HashTracks.Add(new HashTrack { MediaItemId = item.Id, Packed = HashTrack.Pack(found.Track) });
            foreach (var shot in found.Shots)
                db.Shots.Add(new Shot { MediaItemId = item.Id, FirstFrame = shot.FirstFrame, LastFrame = shot.LastFrame, StartMs = shot.StartMs, EndMs = shot.EndMs });
            foreach (var (still, full, small, blurred) in stored) db.Keyframes.Add(RowOf(item, still, full, small, blurred));
        }, cancellationToken);
    }

    /// <summary>Writes the bytes of some stills, and then what made them: the custody of thousands does not keep others from writing.</summary>
    private async Task<List<(ExtractedStill Still, StoredBlob Full, StoredBlob Small, StoredBlob Blurred)>> StoreAsync(MediaItem item, ExtractedStill[] stills, string toolVersion, CancellationToken cancellationToken)
    {
        var stored = new List<(ExtractedStill Still, StoredBlob Full, StoredBlob Small, StoredBlob Blurred)>();
        foreach (var still in stills)
            stored.Add((still, await store.WriteFileAsync(still.FullFile, cancellationToken), await store.WriteFileAsync(still.SmallFile, cancellationToken), await store.WriteFileAsync(still.BlurredFile, cancellationToken)));
        await gate.WriteAsync(async db =>
        {
            foreach (var (still, full, small, blurred) in stored)
                foreach (var (kind, blob) in new[] { (DerivativeKind.Still, full), (DerivativeKind.SmallStill, small), (DerivativeKind.BlurredStill, blurred) })
                    await db.RecordDerivativeAsync(new Derivative { ParentHash = item.ContentHash, Kind = kind, Command = still.Command, ToolVersion = toolVersion, MadeAt = clock.GetUtcNow() }, blob, cancellationToken);
        }, cancellationToken);
        return stored;
    }

    private static Keyframe RowOf(MediaItem item, ExtractedStill still, StoredBlob full, StoredBlob small, StoredBlob blurred) => new()
    {
        MediaItemId = item.Id,
        Frame = still.Plan.Frame,
        TimeMs = still.Plan.TimeMs,
        FromMs = still.Plan.FromMs,
        ToMs = still.Plan.ToMs,
        FullHash = full.Hash.Hex,
        SmallHash = small.Hash.Hex,
        BlurredHash = blurred.Hash.Hex,
        PerceptualHash = still.PerceptualHash.ToString(),
        Quality = still.Quality,
    };
}
