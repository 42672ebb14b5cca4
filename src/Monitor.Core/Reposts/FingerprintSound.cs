using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;
using Monitor.Core.Reposts.Matching;

namespace Monitor.Core.Reposts;

/// <summary>Stage: the fingerprints of a recording's sound, for telling copies from clips that only look alike. Skipped where there is no sound; of silence nothing is kept.</summary>
public sealed class FingerprintSound(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, IMediaStore store, MediaProber prober, SoundFingerprinter fingerprinter) : IStage
{
    public StageKind Kind => StageKind.FingerprintSound;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var item = await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.SubjectId, cancellationToken);
        if (item is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        if (item.AudioCodec is null) return new StageOutcome.Skipped(OutcomeReason.NothingToDo);
        try
        {
            var file = store.LocalPath(new ContentHash(item.ContentHash));
            var prints = await fingerprinter.TakeAsync(file, await prober.ProbeAsync(file, cancellationToken), cancellationToken);
            await gate.WriteAsync(async write =>
            {
                await write.SoundTracks.Where(row => row.MediaItemId == item.Id).ExecuteDeleteAsync(cancellationToken);
                if (prints.Count > 0) write.SoundTracks.Add(new SoundTrack { MediaItemId = item.Id, Packed = SoundPrints.Pack(prints) });
            }, cancellationToken);
            // Silence is an answer too.
            return StageOutcome.Success;
        }
        catch (DecodeException refusal)
        {
            return refusal.ToOutcome();
        }
    }
}
