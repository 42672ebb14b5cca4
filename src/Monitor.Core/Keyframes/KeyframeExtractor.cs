using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Pipelines;

namespace Monitor.Core.Keyframes;

/// <summary>Finds the shots of a clip and takes its stills, in the sandbox: one pass over small frames, then the chosen frames alone.</summary>
public sealed class KeyframeExtractor(ScanClip scanClip, TakeStills takeStills)
{
    // How the work is divided between the two, by measurement.
    private const double ScanShare = 0.7;

    /// <summary>Writes the stills into <paramref name="outputFolder"/>. Reports how much is done, 0 to 1. Throws <see cref="DecodeException"/> where nothing can be decoded.</summary>
    public async Task<ExtractedStills> ExtractAsync(string file, MediaProbe probe, string outputFolder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var scan = await ScanAsync(file, probe, outputFolder, progress, cancellationToken);
        return await TakeAsync(file, probe, scan, outputFolder, progress, cancellationToken);
    }

    /// <summary>The first half of the work, which can be kept and gone on from.</summary>
    public Task<ClipScan> ScanAsync(string file, MediaProbe probe, string scratchFolder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (probe.Shape is not (MediaShape.Video or MediaShape.Picture)) throw new DecodeException(OutcomeReason.HasNoPicture, "The recording has no picture.");
        if (probe.Frames > FfmpegArguments.MaxFrames)
            throw new DecodeException(OutcomeReason.DecodeLimit, $"The clip has {probe.Frames} frames; {FfmpegArguments.MaxFrames} are the limit.");
        return scanClip.RunAsync(file, probe, scratchFolder, PartProgress.Of(progress, 0, ScanShare), cancellationToken);
    }

    /// <summary>The second half.</summary>
    public async Task<ExtractedStills> TakeAsync(string file, MediaProbe probe, ClipScan scan, string outputFolder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var stills = await takeStills.RunAsync(file, probe, scan, StillPlan.Choose(scan), outputFolder, PartProgress.Of(progress, ScanShare, 1), cancellationToken);
        return new ExtractedStills(scan.Stamps.Count, scan.Shots, stills, scan.Track);
    }
}
