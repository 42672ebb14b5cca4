using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Media;

/// <summary>Stage: the copy that a browser may get. The adversary's own bytes are never played. A copy that is there stays, unless the first version of this stage
/// may have taken another stream or another beginning.</summary>
public sealed class MakeViewingCopy(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, IMediaStore store, MediaWork work, TimeProvider clock) : IStage
{
    public StageKind Kind => StageKind.ViewingCopy;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var item = await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.SubjectId, cancellationToken);
        if (item is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        using var scratch = work.MakeScratch();
        try
        {
            var (file, probe) = await work.Prober.OpenAsync(store.LocalPath(new ContentHash(item.ContentHash)), scratch.Path, cancellationToken);
            if (item.ViewingCopyHash is not null && probe.IsPlain) return StageOutcome.Success;
            var (copy, command) = await work.ViewingCopies.MakeAsync(file, probe, scratch.Path, cancellationToken);
            var blob = await store.WriteFileAsync(copy, cancellationToken);
            var version = await work.Versions.OfAsync("ffmpeg");
            await gate.WriteAsync(async write =>
            {
                (await write.MediaItems.FirstAsync(row => row.Id == item.Id, cancellationToken)).ViewingCopyHash = blob.Hash.Hex;
                await write.RecordDerivativeAsync(new Derivative { ParentHash = item.ContentHash, Kind = DerivativeKind.ViewingCopy, Command = command, ToolVersion = version, MadeAt = clock.GetUtcNow() }, blob, cancellationToken);
            }, cancellationToken);
            return StageOutcome.Success;
        }
        catch (DecodeException refusal)
        {
            return refusal.ToOutcome();
        }
    }
}
