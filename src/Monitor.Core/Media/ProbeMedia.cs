using Microsoft.EntityFrameworkCore;
using Monitor.Core.Database;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Media;

/// <summary>Stage: finds out what downloaded bytes are.</summary>
public sealed class ProbeMedia(WriteGate gate, IDbContextFactory<MonitorDbContext> contexts, IMediaStore store, MediaWork work) : IStage
{
    public StageKind Kind => StageKind.Probe;

    public async Task<StageOutcome> RunAsync(StageRun run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var item = await db.MediaItems.AsNoTracking().FirstOrDefaultAsync(row => row.Id == run.SubjectId, cancellationToken);
        if (item is null) return new StageOutcome.Skipped(OutcomeReason.SubjectGone);
        try
        {
            var probe = await work.Prober.ProbeAsync(store.LocalPath(new ContentHash(item.ContentHash)), cancellationToken);
            var tool = await work.Versions.OfAsync("ffprobe");
            await gate.WriteAsync(async write => Apply(await write.MediaItems.FirstAsync(row => row.Id == item.Id, cancellationToken), probe, tool), cancellationToken);
            return StageOutcome.Success;
        }
        catch (DecodeException refusal)
        {
            return refusal.ToOutcome();
        }
    }

    private static bool Apply(MediaItem item, MediaProbe probe, string tool)
    {
        item.ProbedBy = tool;
        (item.Shape, item.Container, item.VideoCodec, item.AudioCodec) = (probe.Shape, probe.Container, probe.VideoCodec, probe.AudioCodec);
        (item.Width, item.Height, item.Rotation, item.DurationMs, item.Frames) = (probe.Width, probe.Height, probe.Rotation, probe.DurationMs, probe.Frames);
        return true;
    }
}
